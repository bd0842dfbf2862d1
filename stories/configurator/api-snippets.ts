import { literal } from './markup.js';
import type { Settings } from './settings.js';

/** The plain API call: how the embedder's backend gets a session for the user who is signed in. */
export function apiSnippets(settings: Settings): Readonly<Record<'curl' | 'fetch', string>> {
  return { curl: curl(settings), fetch: inCode(settings) };
}

function curl(settings: Settings): string {
  const body = JSON.stringify({ external_xref: 'id-of-your-user', ...fixed(settings) });
  return [
    `curl ${quoted(`${settings.endpoint}/sessions`)} \\`,
    `  -H "Authorization: Bearer $CONNECTION_EMBED_API_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(body)}`,
  ].join('\n');
}

function inCode(settings: Settings): string {
  const claims = Object.entries(fixed(settings)).map(([name, value]) => `    ${name}: ${literal(value)},`);
  return [
    '// In your backend, where you know who is signed in. The page gets what it answers, as it is.',
    'export async function createConnectSession(user) {',
    `  const reply = await fetch(${literal(`${settings.endpoint}/sessions`)}, {`,
    `    method: 'POST',`,
    '    headers: {',
    '      authorization: `Bearer ${process.env.CONNECTION_EMBED_API_KEY}`,',
    `      'content-type': 'application/json',`,
    '    },',
    '    body: JSON.stringify({',
    '      external_xref: user.id,',
    ...claims.map((line) => `  ${line}`),
    '    }),',
    '  });',
    '  return await reply.json();',
    '}',
  ].join('\n');
}

/** What the session says beside for whom it is. */
function fixed({ origin, permissions, allow }: Settings): Record<string, string | readonly string[]> {
  return { ...(origin && { origin }), ...(permissions.length > 0 && { permissions }), allow };
}

/** One word to a shell, whatever it holds. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
