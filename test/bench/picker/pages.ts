import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build, type Rolldown } from 'vite';
import { manyIntegrations } from './integrations.js';

/** Serves both widgets, each on a page of its own, and the list both ask for. */
export async function servePages(): Promise<{ origin: string; close(): Promise<void> }> {
  const list = JSON.stringify(manyIntegrations(10_000));
  const theirs = await bundleTheirs();
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const send = (type: string, body: string | Buffer): void => {
        response.setHeader('content-type', type).setHeader('cache-control', 'no-store');
        response.end(body);
      };
      if (pathname === '/ours')
        send('text/html', `${head}<script type="module" src="/cdn/connection-embed.js"></script>${tag}`);
      else if (pathname === '/theirs')
        send('text/html', `${head}<div id="root"></div><script type="module" src="/theirs.js"></script>`);
      else if (pathname === '/theirs.js') send('text/javascript', theirs);
      else if (pathname.startsWith('/cdn/')) send('text/javascript', await readFile(`dist${pathname}`));
      else if (pathname === '/connect/sessions') send('application/json', sessionFor(`http://${request.headers.host}`));
      else if (pathname.includes('/unified/integration')) send('application/json', list);
      else response.writeHead(404).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // `listen` on a host and port gives an address, never a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

const head = '<!doctype html><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">';
const tag = '<connection-embed endpoint="/connect"></connection-embed>';

function sessionFor(origin: string): string {
  return JSON.stringify({ token: 'of-the-bench', expires_at: '2099-01-01T00:00:00Z', endpoint: `${origin}/connect` });
}

/** As an embedder would bundle it, for production. It asks a fixed host, which is led here; its style sheet lies there, too. */
async function bundleTheirs(): Promise<string> {
  const entry = 'virtual:theirs';
  const source = `
    import Directory from '@unified-api/react-directory';
    import { createElement } from 'react';
    import { createRoot } from 'react-dom/client';
    const { fetch } = window;
    window.fetch = (url, init) => fetch(String(url).replace('https://api.unified.to', ''), init);
    createRoot(document.querySelector('#root')).render(createElement(Directory, { workspaceId: 'bench', nostyle: true }));
  `;
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'theirs',
        resolveId: (id) => (id === entry ? `${process.cwd()}/${entry}` : undefined),
        load: (id) => (id.endsWith(entry) ? source : undefined),
      },
    ],
    build: { write: false, target: 'es2022', rolldownOptions: { input: entry } },
  });
  const [{ output }] = [result].flat() as [Rolldown.RolldownOutput];
  return output[0].code;
}
