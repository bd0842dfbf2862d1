import type { App, Deps } from '../options.js';
import { openapiDocument } from './document.js';
import { readPage } from './read-page.js';

/** `GET /openapi.json` for tools and `GET /openapi` for people. Open to everybody: they hold nothing that is anybody's. */
export function openapiRoutes(app: App, deps: Deps): void {
  const document = openapiDocument({ url: deps.url.href.replace(/\/$/, ''), version: deps.version });

  app.get('/openapi.json', (c) => {
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cache-Control', 'public, no-cache');
    return c.json(document);
  });

  app.get('/openapi', (c) => readPage(c, deps));
}
