import { signIn } from '../../../product';

export async function POST(request: Request): Promise<Response> {
  return new Response(null, { headers: { 'Set-Cookie': signIn(await request.json()) } });
}
