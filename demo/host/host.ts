import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConnectionError } from '../../src/contract/index.js';
import { listen, type Listening } from '../listen.js';
import type { Secrets } from '../secrets.js';
import { createBackend } from './backend.js';
import { fileOf } from './folder.js';

interface Options {
  url: string;
  port: number;
  server: string;
  secrets: Secrets;
  headers: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** Folder of built pages, served below `/examples/`. */
  examples: string | undefined;
}

const files: Record<string, { file: string; type: string }> = {
  '/': { file: 'page.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
};

/**
 * Starts "Acme", the product that embeds the widget: one page and the few routes of its own backend. Its content security
 * policy is the strictest that the widget works under, and names all that the widget needs.
 */
export async function startHost({ url, port, server, secrets, headers, examples }: Options): Promise<Listening> {
  const backend = createBackend({ url, server, apiKey: secrets.apiKey });
  const pages = new Map<string, { body: string; type: string }>();
  for (const [path, { file, type }] of Object.entries(files)) {
    const body = await readFile(new URL(file, import.meta.url), 'utf8');
    pages.set(path, { body: body.replaceAll('{{server}}', server), type });
  }

  return await listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    response.setHeader('Content-Security-Policy', contentSecurityPolicy(server));
    response.setHeader('X-Content-Type-Options', 'nosniff');
    headers?.(request, response);
    if (examples !== undefined && pathname.startsWith('/examples/')) {
      response.setHeader('Content-Security-Policy', examplesPolicy(server));
      void fileOf(examples, pathname.slice('/examples/'.length)).then((file) => {
        response.writeHead(file ? 200 : 404, {
          'content-type': file?.type ?? 'text/plain',
          'cache-control': 'no-store',
        });
        response.end(file?.body);
      });
      return;
    }
    const page = pages.get(pathname);
    if (page && request.method === 'GET') {
      if (pathname === '/') response.setHeader('Set-Cookie', backend.signIn(request, searchParams.get('user')));
      const body = searchParams.get('mode') === 'redirect' ? page.body.replace('{{mode}}', 'redirect') : page.body;
      response.writeHead(200, { 'content-type': page.type, 'cache-control': 'no-store' });
      response.end(body.replace('{{mode}}', 'auto'));
      return;
    }
    void answer(backend, request, response, pathname);
  }, port);
}

async function answer(
  backend: ReturnType<typeof createBackend>,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const reply = await backend.handle(request, path).catch((error: unknown) => ({
    status: 502,
    body: { code: error instanceof ConnectionError ? error.code : 'failed' },
  }));
  response.writeHead(reply.status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(reply.body));
}

function contentSecurityPolicy(server: string): string {
  return `${common(server)}; script-src 'self' ${server}; require-trusted-types-for 'script'; trusted-types connection-embed`;
}

/** Frameworks bring Trusted Types policies of their own, and Angular's compiler, where it runs in the page, needs eval. */
function examplesPolicy(server: string): string {
  return `${common(server)}; script-src 'self' 'unsafe-eval' ${server}`;
}

function common(server: string): string {
  return [
    "default-src 'none'",
    `connect-src 'self' ${server}`,
    `form-action 'self' ${server}`,
    "style-src 'self'",
    "img-src 'self' data: https:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
