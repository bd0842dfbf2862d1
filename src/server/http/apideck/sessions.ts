import * as z from 'zod/mini';
import { ConnectionError, type SessionAction } from '../../../contract/index.js';
import { jsonBody } from '../body.js';
import { hostedPage } from '../hosted.js';
import type { App, Deps } from '../options.js';
import { allowedRedirect } from '../redirects.js';
import { audited } from './audited.js';
import { backendOf } from './consumer.js';
import { enveloped } from './envelope.js';
import { unifiedApiOf } from './unified-api.js';

/** `POST /vault/sessions`: the hosted page for one consumer, and a session token for a page of one's own. */
export function sessionRoute(app: App, deps: Deps): void {
  app.post('/vault/sessions', async (c) => {
    const consumer = await backendOf(c, deps);
    await deps.limits.take('apideck session', consumer.actor, { points: 600, seconds: 60 });
    const { value } = await jsonBody(c, Session);
    if (deps.links === 'off') throw new ConnectionError('forbidden', { message: 'option `links` is off' });
    const { settings, theme } = value;
    const redirect_uri = allowedRedirect(deps, 'redirect_uri', value.redirect_uri ?? undefined);
    const seconds = secondsIn(settings?.session_length ?? '1h');
    const categories = await narrowed(deps, settings?.unified_apis ?? []);
    const { external_xref, environment } = consumer.owner;
    const { uri, token } = await hostedPage(deps, {
      grant: {
        sub: external_xref,
        workspace_id: deps.workspace,
        environment,
        allow: allowed(settings?.allow_actions),
        ...(deps.permissions && { permissions: [...deps.permissions] }),
      },
      seconds,
      ...(categories && { categories }),
      ...(theme?.vault_name && { name: theme.vault_name }),
      ...(redirect_uri !== undefined && { back: { redirect_uri } }),
    });
    await audited(c, deps, { consumer, action: 'session.created', subject: external_xref });
    return enveloped(c, Created, { session_uri: uri, session_token: token });
  });
}

const maybe = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));

/** As much of Apideck's session as there is something here to be set by. */
export const Session = z.object({
  redirect_uri: maybe(z.string()),
  settings: maybe(
    z.object({
      unified_apis: maybe(z.array(z.string())),
      session_length: maybe(z.string()),
      allow_actions: maybe(z.array(z.string())),
    }),
  ),
  theme: maybe(z.object({ vault_name: maybe(z.string().check(z.maxLength(100))) })),
});

/** The one reply of this surface with a token, and an address that works once. */
export const Created = z.object({ session_uri: z.string(), session_token: z.string() });

/**
 * Apideck's sessions may last a week. Ours may be asked to, but one that came by a link is over within the hour, and a
 * token of it within fifteen minutes: whoever finds it can act as that user.
 */
function secondsIn(length: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})\s*([smhdw])$/i.exec(length.trim()) ?? [];
  const seconds = Number(count) * (units.get(unit.toLowerCase()) ?? 0);
  if (seconds >= 1 && seconds <= WEEK) return Math.min(seconds, HOUR);
  throw new ConnectionError('invalid_fields', { errors: [{ path: 'session_length', code: 'pattern' }] });
}

const HOUR = 3_600;
const WEEK = 7 * 24 * HOUR;
const units: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', HOUR],
  ['d', 24 * HOUR],
  ['w', WEEK],
]);

/** The catalogue's categories that are meant. No unified API named is all of them; one that nobody stands in is none. */
async function narrowed(deps: Deps, unifiedApis: readonly string[]): Promise<string[] | undefined> {
  if (unifiedApis.length === 0) return undefined;
  const asked = new Set(unifiedApis.map(unifiedApiOf));
  const found = await deps.vault.integrations({});
  return [...new Set(found.flatMap(({ categories }) => categories))].filter((name) => asked.has(unifiedApiOf(name)));
}

/** Left out, every action is shown, as Apideck has it; connecting and looking always are. */
function allowed(actions: readonly string[] | null | undefined): SessionAction[] {
  const all = actions ?? ['reauthorize', 'delete'];
  return [
    'create',
    'list',
    ...(all.includes('reauthorize') ? (['reconnect'] as const) : []),
    ...(all.includes('delete') ? (['remove'] as const) : []),
  ];
}
