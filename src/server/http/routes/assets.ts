import type { App, Deps } from '../options.js';

/** The widget itself, from the very build this server belongs to, and `/health`. Open to every page, as scripts are. */
export function assetRoutes(app: App, deps: Deps): void {
  app.get('/health', (c) => c.json({ status: 'ok' }));

  app.get('/:file{connection-embed\\.js|chunks/[\\w.-]+\\.js}', (c) => {
    const asset = deps.assets.get(c.req.param('file'));
    if (!asset) return c.notFound();
    c.header('Access-Control-Allow-Origin', '*');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('ETag', asset.etag);
    // Chunks carry a hash in their name; the entry keeps its name and is asked for again.
    const chunk = c.req.param('file').startsWith('chunks/');
    c.header('Cache-Control', chunk ? 'public, max-age=31536000, immutable' : 'public, no-cache');
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304);
    return c.body(asset.body, 200, { 'Content-Type': asset.type });
  });
}
