/** Of a page that has the bare tag. What it hears is in `window.heard`, by the name of the event. */
export const tagPage = `
import 'connection-embed';

window.heard = {};
for (const name of ['embed-ready', 'connection-created', 'connection-failed']) {
  addEventListener(name, (event) => (window.heard[name] = [...(window.heard[name] ?? []), event.detail]));
}
const tag = document.createElement('connection-embed');
tag.setAttribute('endpoint', '/connect');
tag.copy = { product: 'Consumer Inc' };
document.body.append(tag);
`;

/** The same of a React page, in StrictMode. */
export const reactPage = `
import { createElement, StrictMode, useState, version } from 'react';
import { createRoot } from 'react-dom/client';
import { ConnectionEmbed } from 'connection-embed/react';

window.heard = {};
window.reactVersion = version;
const hear = (name, detail) => (window.heard[name] = [...(window.heard[name] ?? []), detail]);

function App() {
  const [connected, setConnected] = useState('nothing yet');
  return [
    createElement('p', { key: 'p', id: 'connected' }, connected),
    createElement(ConnectionEmbed, {
      key: 'embed',
      endpoint: '/connect',
      copy: { product: 'Consumer Inc' },
      onEmbedReady: (event) => hear('embed-ready', event.detail),
      onConnectionFailed: (failure) => hear('connection-failed', failure),
      onConnectionCreated: (connection, event) => {
        if (event.detail.connection !== connection) throw new Error('the connection comes first, the event second');
        setConnected(connection.integration_type);
        hear('connection-created', event.detail);
      },
    }),
  ];
}
createRoot(document.body.appendChild(document.createElement('div'))).render(createElement(StrictMode, null, createElement(App)));
`;

/** The connection server and the pages, in the project's own Node, each page for a user of its own. Prints its address, and ends with its stdin. */
export const serverProgram = `
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createConnectionServer, defineIntegration } from 'connection-embed/server';
import { nodeHandler } from 'connection-embed/server/node';

const port = Number(process.argv[2]);
let users = 0;
const connections = createConnectionServer({
  url: \`http://localhost:\${port}/connect\`,
  database: 'file::memory:',
  secrets: ['canary-server-secret-0123456789abcdef'],
  integrations: [
    defineIntegration({ type: 'trusting', name: 'Trusting', categories: ['storage'], token: { names: ['API token'] } }),
  ],
  resolveUser: () => \`user-\${++users}\`,
  log: false,
});
await connections.ready();
const connect = nodeHandler(connections);
const server = createServer(async (request, response) => {
  const [path] = request.url.split('?');
  if (path.startsWith('/connect')) return connect(request, response);
  if (path === '/favicon.ico') return response.writeHead(204).end();
  const [, bundler, page] = /^[/]pages[/](\\w+)[/](\\w+)$/.exec(path) ?? [];
  const script = \`<script type="module" src="/out-\${bundler}/\${page}.js"></script>\`;
  const html = \`<!doctype html><html lang="en"><title>A page</title><body>\${script}\`;
  const body = page ? html : await readFile('.' + path).catch(() => undefined);
  response.writeHead(body ? 200 : 404, { 'content-type': page ? 'text/html' : 'text/javascript' }).end(body);
});
server.listen(port, () => console.log(\`http://localhost:\${port}\`));
process.stdin.resume().on('close', () => process.exit(0));
`;

/** What a TypeScript project writes with React's types; wrong uses are marked, so that nothing passes by being \`any\`. */
export const reactTypes = `
import { ConnectionEmbed, type ConnectionEmbedElement } from 'connection-embed/react';
import { createElement, createRef } from 'react';

const ref = createRef<ConnectionEmbedElement>();
export const page = createElement(ConnectionEmbed, {
  ref,
  endpoint: '/connect',
  authMode: 'popup',
  categories: ['crm'],
  onConnectionCreated: (connection, event) => {
    const id: string | undefined = connection.id;
    const reconnected: boolean = event.detail.reconnected;
    // @ts-expect-error: it is a string
    const wrong: number = connection.id;
    return [id, reconnected, wrong];
  },
});
// @ts-expect-error: there is no such mode
export const wrong = createElement(ConnectionEmbed, { authMode: 'tab' });
`;

/** The same of everything else a page may import. */
export const otherTypes = `
import 'connection-embed';
import { ConnectionError } from 'connection-embed/contract';
import { transition } from 'connection-embed/core';
import { httpSource } from 'connection-embed/client';
import { ConnectionEmbed as Element } from 'connection-embed/element';
import { ConnectionEmbed } from 'connection-embed/vue';

export const all = [ConnectionError, transition, httpSource, Element, ConnectionEmbed];
document.createElement('connection-embed').addEventListener('connection-created', ({ detail }) => {
  const id: string | undefined = detail.connection.id;
  // @ts-expect-error: it is a string
  const wrong: number = detail.connection.id;
  return [id, wrong];
});
document.createElement('connection-embed').connect('hubspot').then(({ id }) => id);
// @ts-expect-error: there is no such method
document.createElement('connection-embed').connct('hubspot');
`;
