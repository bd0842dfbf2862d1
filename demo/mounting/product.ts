import { createHmac, timingSafeEqual } from 'node:crypto';
import { defineIntegration, hubspot } from 'connection-embed/server';
import * as z from 'zod/mini';

/*
 * The product that the examples of this folder mount the server in: what is here, yours has already. Run one with
 *
 *   npm run build && export PRODUCT_SECRET=$(openssl rand -hex 32) CONNECTION_EMBED_SECRET=$(openssl rand -hex 32)
 *   npx tsx demo/mounting/express.ts
 */

export const page = `<!doctype html>
<meta charset="utf-8">
<title>A product</title>
<button>Sign in as Ada</button>
<connection-embed endpoint="/connect"></connection-embed>
<script type="module" src="/connect/connection-embed.js"></script>
<script>
  const headers = { 'content-type': 'application/json' };
  document.querySelector('button').onclick = () =>
    fetch('/login', { method: 'POST', headers, body: '{"user":"ada"}' }).then(() => location.reload());
</script>`;

export const integrations = [
  defineIntegration({
    type: 'lumen-mail',
    name: 'Lumen Mail',
    categories: ['messaging'],
    token: { names: ['API Key'] },
  }),
  hubspot({ clientId: 'id-of-your-app', clientSecret: 'its-secret' }),
];

/** The cookie of whoever signs in with such a body. A real product asks for more than a name. */
export function signIn(body: unknown): string {
  return `product_session=${signed(Login.parse(body).user)}; Path=/; HttpOnly; SameSite=Lax`;
}

/** Who is signed in, by the `Cookie` header. */
export function userOf(cookies: string | null | undefined): string | undefined {
  const session = /(?:^|; *)product_session=([^;]+)/.exec(cookies ?? '')?.[1] ?? '';
  const user = session.slice(0, Math.max(0, session.lastIndexOf('.')));
  const [given, right] = [Buffer.from(session), Buffer.from(signed(user))];
  return user && given.length === right.length && timingSafeEqual(given, right) ? user : undefined;
}

const Login = z.object({ user: z.string().check(z.regex(/^\w+$/)) });

function signed(user: string): string {
  const secret = process.env['PRODUCT_SECRET'];
  if (!secret) throw new Error('PRODUCT_SECRET is not set');
  return `${user}.${createHmac('sha256', secret).update(user).digest('base64url')}`;
}
