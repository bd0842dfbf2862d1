import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Attempt, Connection, CreatedAttempt, SessionClaims } from '../../../src/contract/index.js';

/** A request as it arrived. */
export interface Arrival {
  readonly route: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** What a route answers when nothing interferes. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Stands before a route for one request: may send another answer, or have the real one produced and lose it. */
export type Interference = (exchange: {
  arrival: Arrival;
  response: ServerResponse;
  produce: () => Promise<Answer>;
}) => Promise<Answer | 'handled'> | Answer | 'handled';

/** Canaries: if one of these shows up where it must not, a secret leaked. */
export const secrets = { poll: 'canary-poll-secret', ticket: 'canary-ticket', token: 'canary-customer-token' };

/**
 * A small server on a real socket that keeps the HTTP contract: sessions with a life, creations that are the same for
 * the same `Idempotency-Key`, and attempts whose poll is held until something changes.
 */
export async function contractServer() {
  const arrivals: Arrival[] = [];
  const interferences = new Map<string, Interference[]>();
  const connections: Connection[] = [];
  const attempts = new Map<string, Attempt>();
  const replies = new Map<string, Answer>();
  const held = new Set<() => void>();
  const expired = new Set<string>();
  const integrations: unknown[] = [
    { type: 'harbor', name: 'Harbor', categories: ['ats'], token_names: ['API Key'] },
    { type: 'northwind', name: 'Northwind', categories: ['crm'] },
  ];
  let minted = 0;

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint = `${origin}/connect`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { pathname } = new URL(request.url ?? '/', origin);
    const route = `${request.method} ${pathname.replace('/connect', '').replace(/(attempts|connection)\/.+/, '$1/{id}')}`;
    const arrival = {
      route,
      url: request.url ?? '',
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    };
    arrivals.push(arrival);
    const produce = () => answer(arrival, pathname, response);
    const interfere = interferences.get(route)?.shift();
    const { status, body, headers } = await settle(interfere ? interfere({ arrival, response, produce }) : produce());
    if (status === 0) return;
    const json = typeof body === 'object';
    response.writeHead(status, { 'Content-Type': json ? 'application/json' : 'text/html', ...headers });
    response.end(json ? JSON.stringify(body) : body);
  }

  async function answer(
    { route, url, headers, body }: Arrival,
    path: string,
    response: ServerResponse,
  ): Promise<Answer> {
    if (route === 'POST /sessions') return { status: 200, body: session() };
    const token = headers.authorization?.replace(/^Bearer /, '');
    if (token !== undefined && expired.has(token)) return problem(401, 'session_expired');
    if (route.endsWith('/oauth/attempts/{id}')) {
      const id = path.slice(path.lastIndexOf('/') + 1);
      return headers['attempt-secret'] === secrets.poll
        ? await attempt(route, id, response)
        : problem(404, 'not_found');
    }
    if (token === undefined) return problem(401, 'unauthorized');
    switch (route) {
      case 'GET /unified/integration':
        return { status: 200, body: integrations };
      case 'POST /unified/connection':
        return once(headers, () => ({
          status: 200,
          body: connect((body as { integration_type: string }).integration_type),
        }));
      case 'GET /unified/connection': {
        const { searchParams } = new URL(url, origin);
        const [limit, offset] = ['limit', 'offset'].map((name) => Number(searchParams.get(name)));
        return { status: 200, body: connections.slice(offset, (offset ?? 0) + (limit ?? 0)) };
      }
      case 'PATCH /unified/connection/{id}':
      case 'DELETE /unified/connection/{id}': {
        const at = connections.findIndex(({ id }) => path.endsWith(`/${id}`));
        if (at === -1) return problem(404, 'not_found');
        if (route.startsWith('PATCH')) return { status: 200, body: connections[at] };
        connections.splice(at, 1);
        return { status: 204 };
      }
      case 'POST /oauth/attempts':
        return once(headers, () => ({
          status: 200,
          body: startAttempt((body as { integration_type: string }).integration_type),
        }));
      default:
        return problem(404, 'not_found');
    }
  }

  function once(headers: IncomingMessage['headers'], create: () => Answer): Answer {
    const key = headers['idempotency-key'];
    if (typeof key !== 'string') return problem(400, 'invalid_request');
    const reply = replies.get(key) ?? create();
    replies.set(key, reply);
    return reply;
  }

  function connect(integration_type: string): Connection {
    const connection: Connection = {
      id: `c${connections.length + 1}`,
      integration_type,
      categories: [],
      permissions: [],
      environment: 'Production',
      created_at: '2026-01-01T00:00:00Z',
    };
    connections.push(connection);
    return connection;
  }

  function startAttempt(integration_type: string): CreatedAttempt {
    const id = `a${attempts.size + 1}`;
    attempts.set(id, { id, status: 'created', integration_type, expires_at: '2026-01-01T00:10:00Z' });
    return { id, ticket: secrets.ticket, poll_secret: secrets.poll, expires_at: '2026-01-01T00:10:00Z' };
  }

  async function attempt(route: string, id: string, response: ServerResponse): Promise<Answer> {
    const now = attempts.get(id);
    if (!now) return problem(404, 'not_found');
    if (route.startsWith('DELETE')) {
      move(id, { status: 'cancelled' });
      return { status: 204 };
    }
    if (seen.get(id) === now) await change(response);
    const then = attempts.get(id);
    if (!then) return problem(404, 'not_found');
    seen.set(id, then);
    return { status: 200, body: then };
  }

  /** What was last told of an attempt; a question is held until there is something else to tell. */
  const seen = new Map<string, Attempt>();

  async function change(response: ServerResponse): Promise<void> {
    await new Promise<void>((resolve) => {
      held.add(resolve);
      response.on('close', resolve);
    });
  }

  function move(id: string, changes: Partial<Attempt> | undefined): void {
    const attempt = attempts.get(id);
    if (changes && attempt) attempts.set(id, { ...attempt, ...changes });
    else attempts.delete(id);
    for (const release of held) release();
    held.clear();
  }

  function session(overrides: Partial<SessionClaims & { iss: string; aud: string }> = {}) {
    return { token: mint(overrides), expires_at: '2026-01-01T00:15:00Z', endpoint };
  }

  /** A token as the real server's, but for the signature, which a page cannot check. */
  function mint(overrides: Partial<SessionClaims & { iss: string; aud: string }> = {}): string {
    const claims = {
      sub: `ada-é-${++minted}`,
      exp: 1,
      workspace_id: 'default',
      environment: 'Production',
      origin: 'https://host.example',
      allow: ['create', 'list'],
      iss: endpoint,
      aud: endpoint,
      ...overrides,
    };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'HS256' })}.${part(claims)}.canary-signature-${minted}`;
  }

  return {
    endpoint,
    origin,
    arrivals,
    integrations,
    connections,
    attempts,
    move,
    session,
    mint,
    /** From now on the server says that this token has run out. */
    expire: (token: string) => void expired.add(token),
    /** Interferes with the next requests to a route, one each. */
    next: (route: string, ...each: Interference[]) =>
      void interferences.set(route, [...(interferences.get(route) ?? []), ...each]),
    arrivedAt: (route: string) => arrivals.filter((arrival) => arrival.route === route),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ContractServer = Awaited<ReturnType<typeof contractServer>>;

export function problem(
  status: number,
  code: string,
  more: { headers?: Record<string, string>; errors?: unknown[] } = {},
): Answer {
  const { headers, ...members } = more;
  return {
    status,
    body: { type: 'about:blank', title: code, status, code, request_id: 'req_1', ...members },
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  };
}

/** The reply is produced and stored, then the socket is cut before a byte of it is out. */
export const loseReply: Interference = async ({ produce, response }) => {
  await produce();
  response.destroy();
  return 'handled' as const;
};

/** Never answers; ends with the connection. */
export const silence: Interference = () => 'handled';

async function settle(answer: Promise<Answer | 'handled'> | Answer | 'handled'): Promise<Answer> {
  const settled = await answer;
  return settled === 'handled' ? { status: 0 } : settled;
}
