import { page } from '../../product';

export function GET(): Response {
  return new Response(page, { headers: { 'Content-Type': 'text/html' } });
}
