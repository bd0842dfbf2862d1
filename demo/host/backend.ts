import type { IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import { Connection, Session } from '../../src/contract/index.js';

interface Options {
  url: string;
  server: string;
  apiKey: string;
}

interface Reply {
  status: number;
  body: unknown;
}

const users = ['ada', 'grace'];

/** The part of Acme that an embedder writes: it knows who is signed in, and asks the connection server with its key. */
export function createBackend({ url, server, apiKey }: Options) {
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    });

  return {
    /** The cookie of whoever is signed in; `?user=grace` is the demo's way to be somebody else. */
    signIn(request: IncomingMessage, asked: string | null): string {
      const user = asked !== null && users.includes(asked) ? asked : userOf(request);
      return `demo_user=${user}; Path=/; HttpOnly; SameSite=Lax`;
    },

    async handle(request: IncomingMessage, path: string): Promise<Reply> {
      const user = userOf(request);
      const route = `${request.method} ${path}`;
      // A page of another origin may not act for the user; only its own scripts send this page's Origin.
      if (request.method !== 'GET' && request.headers.origin !== url)
        return { status: 403, body: { code: 'forbidden' } };
      if (route === 'GET /api/me') return { status: 200, body: { user } };
      if (route === 'POST /api/connect-session') return await session(user);
      if (route === 'GET /api/connections') return { status: 200, body: await connectionsOf(user) };
      const removed = /^DELETE \/api\/connections\/([\w-]+)$/.exec(route)?.[1];
      if (removed !== undefined) return await remove(user, removed);
      return { status: 404, body: { code: 'not_found' } };
    },
  };

  async function session(user: string): Promise<Reply> {
    const reply = await call('/sessions', {
      method: 'POST',
      body: JSON.stringify({
        external_xref: user,
        origin: url,
        permissions: ['crm_contact_read', 'crm_deal_read'],
        // The tag then also lists what this user has connected, renews and removes it.
        allow: ['create', 'list', 'reconnect', 'remove'],
      }),
    });
    return reply.ok
      ? { status: 200, body: Session.parse(await reply.json()) }
      : { status: 502, body: { code: 'session_failed', status: reply.status } };
  }

  async function connectionsOf(user: string): Promise<Connection[]> {
    const reply = await call(`/unified/connection?external_xref=${encodeURIComponent(user)}`);
    return z.array(Connection).parse(await reply.json());
  }

  async function remove(user: string, id: string): Promise<Reply> {
    const own = (await connectionsOf(user)).some((connection) => connection.id === id);
    if (!own) return { status: 404, body: { code: 'not_found' } };
    const { ok } = await call(`/unified/connection/${id}`, { method: 'DELETE' });
    return ok ? { status: 200, body: {} } : { status: 502, body: { code: 'remove_failed' } };
  }
}

function userOf(request: IncomingMessage): string {
  const user = /(?:^|;\s*)demo_user=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  return user !== undefined && users.includes(user) ? user : 'ada';
}
