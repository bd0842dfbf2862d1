import type { IncomingMessage } from 'node:http';
import { listen } from '../../../demo/listen.js';
import { freePorts } from './ports.js';

/** A site of somebody else's, with whatever page is put on it. */
export interface Site {
  readonly url: string;
  /** Everything it was asked, as it was asked. */
  readonly asked: { path: string; headers: IncomingMessage['headers']; body: string }[];
  /** Puts a page at `path`. */
  serve(path: string, page: { html: string; headers?: Record<string, string> }): void;
  close(): Promise<void>;
}

/** Starts a site of its own under a name that leads to loopback. What it does not have it answers with `{}`, to anybody. */
export async function startSite(host: string): Promise<Site> {
  const port = await freePorts(1);
  const pages = new Map<string, { html: string; headers?: Record<string, string> }>();
  const asked: Site['asked'] = [];
  const listening = await listen((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const path = request.url ?? '/';
      if (path !== '/favicon.ico') asked.push({ path, headers: request.headers, body });
      const page = pages.get(path.split('?')[0] ?? '');
      response.writeHead(200, {
        'content-type': page ? 'text/html; charset=utf-8' : 'application/json',
        'access-control-allow-origin': '*',
        'access-control-allow-headers': '*, authorization',
        ...page?.headers,
      });
      response.end(page?.html ?? '{}');
    });
  }, port);
  return {
    url: `http://${host}:${port}`,
    asked,
    serve: (path, page) => void pages.set(path, page),
    close: () => listening.close(),
  };
}

/** A page that posts `ticket` to `action` as soon as it is open, out of itself or into the frame called `target`. */
export function postingPage(action: string, { ticket, target = '_self' }: { ticket: string; target?: string }): string {
  return `<!doctype html><title>A page</title>
    <form method="post" action="${action}" target="${target}"><input name="ticket" value="${ticket}"></form>
    <iframe name="frame"></iframe>
    <script>document.forms[0].submit()</script>`;
}
