import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  importsOnly,
  inRoomOrder,
  knownRooms,
  neverImports,
  neverWrites,
  noCycles,
  noDeadEnds,
  noLongerThan,
  type Fence,
} from './fence.js';
import { graphOf, readSourceGraph } from './source-graph.js';

const real = readSourceGraph();

/** A fence is proved twice: nothing real crosses it, and each planted crossing is seen. */
function fence(sentence: string, holds: Fence, planted: readonly Record<string, string>[]): void {
  test(sentence, () => {
    assert.deepEqual(holds(real), []);
    for (const texts of planted) {
      assert.notDeepEqual(holds(graphOf(texts)), [], `the prover missed ${JSON.stringify(texts)}`);
    }
  });
}

test('the graph holds every wing', () => {
  for (const path of ['src/index.ts', 'src/contract/index.ts', 'src/widget/core/flow.ts', 'src/server/index.ts']) {
    assert.ok(real.has(path), path);
  }
});

fence('every relative import leads to a file', noDeadEnds, [{ 'src/contract/a.ts': "export * from './gone.js';" }]);

fence(
  'the contract imports only zod/mini and itself',
  importsOnly(/^src\/contract\//, /^(zod\/mini|src\/contract\/.*)$/),
  [
    { 'src/contract/a.ts': "import * as z from 'zod';" },
    { 'src/contract/a.ts': "import type { Flow } from '../widget/core/flow.js';" },
    { 'src/contract/a.ts': "type Kysely = import('kysely').Kysely<unknown>;" },
  ],
);

fence('the widget never imports the server', neverImports(/^src\/(widget\/|index\.ts)/, /^src\/server\//), [
  { 'src/widget/client/a.ts': "import type { Vault } from '../../server/vault/vault.js';" },
  { 'src/index.ts': "const lazy = () => import('./server/index.js');" },
]);

fence('the server never imports the widget', neverImports(/^src\/server\//, /^src\/(widget\/|index\.ts)/), [
  { 'src/server/http/a.ts': "export { transition } from '../../widget/core/flow.js';" },
]);

fence(
  'the core of the widget imports only the contract and itself',
  importsOnly(/^src\/widget\/core\//, /^src\/(contract|widget\/core)\//),
  [
    { 'src/widget/core/a.ts': "import { html } from 'lit';" },
    { 'src/widget/core/a.ts': "import { x } from '../client/source.js';" },
  ],
);

fence(
  'the core of the widget touches no document, network or clock',
  neverWrites(
    /^src\/widget\/core\//,
    /(?<![.\w])((document|window|globalThis|navigator|localStorage|sessionStorage|performance)\s*[.[]|(fetch|setTimeout|setInterval)\s*\(|Date\.now\b|new Date\(\s*\))/,
  ),
  [
    { 'src/widget/core/a.ts': 'export const at = () => Date.now();' },
    { 'src/widget/core/a.ts': "fetch('/x');" },
    { 'src/widget/core/a.ts': "document.querySelector('p');" },
  ],
);

fence('within a wing, imports run only to rooms that stand before', inRoomOrder, [
  { 'src/widget/client/a.ts': "import { x } from '../element/x.js';" },
  { 'src/server/vault/local/a.ts': "import type { X } from '../../attempt/x.js';" },
  { 'src/server/http/routes/a.ts': "import { createConnectionServer } from '../../index.js';" },
]);

fence('every room has its place in the order', knownRooms, [{ 'src/server/cellar/a.ts': 'export {};' }]);

fence('no imports run in a circle', noCycles, [
  {
    'src/contract/a.ts': "import { b } from './b.js';",
    'src/contract/b.ts': "import type { C } from './c.js';",
    'src/contract/c.ts': "export * from './a.js';",
  },
]);

fence(
  'only store, outbound, cli and the files that wire the server use node: modules',
  neverImports(/^src\//, /^node:/, /^src\/server\/((store|outbound|cli)\/|[^/]+$)/),
  [
    { 'src/server/vault/local/a.ts': "import { createHash } from 'node:crypto';" },
    { 'src/widget/client/a.ts': "import 'node:fs';" },
  ],
);

fence(
  'views know nothing of the client, of controllers or of the window',
  neverImports(/^src\/widget\/element\/views\//, /^src\/widget\/(client|element\/(controllers|window))/),
  [{ 'src/widget/element/views/a.ts': "import { httpSource } from '../../client/index.js';" }],
);

fence(
  'only the client of the widget reaches the network',
  neverWrites(
    /^src\/(widget\/|index\.ts)/,
    /(?<![.\w])(fetch\s*\(|XMLHttpRequest|EventSource|WebSocket)|globalThis\.fetch|\.sendBeacon\b/,
    /^src\/widget\/client\//,
  ),
  [{ 'src/widget/element/a.ts': 'await fetch(url);' }, { 'src/widget/react/a.tsx': "navigator.sendBeacon('/x');" }],
);

fence(
  'a vault never sees a Request and never builds a Response',
  neverWrites(/^src\/server\/vault\//, /\bRequest\b|new Response\b|\bResponse\.(json|redirect|error)\b/),
  [
    { 'src/server/vault/a.ts': 'export function f(request: Request) {}' },
    { 'src/server/vault/a.ts': 'export const f = () => new Response();' },
  ],
);

fence(
  'W2: no message is ever posted to any origin (static half)',
  neverWrites(/^src\//, /postMessage\s*\([^;]*?,\s*['"`]\*['"`]|targetOrigin\s*:\s*['"`]\*['"`]/),
  [
    { 'src/server/http/pages/a.ts': "export const script = `opener.postMessage({ a: 1 }, '*')`;" },
    { 'src/widget/element/a.ts': "window.postMessage(1, { targetOrigin: '*' });" },
  ],
);

fence(
  'nothing listens to unload, which would end the back/forward cache',
  neverWrites(/^src\//, /['"`]unload['"`]|\bonunload\b/),
  [{ 'src/widget/element/a.ts': "addEventListener('unload', () => {});" }],
);

fence(
  'no template carries a style attribute, which a strict content security policy refuses',
  neverWrites(/^src\//, /\sstyle=|\bstyleMap\b/),
  [
    { 'src/widget/element/views/a.ts': 'html`<p style="color: red"></p>`;' },
    { 'src/widget/element/views/a.ts': "import { styleMap } from 'lit/directives/style-map.js';" },
  ],
);

fence('no file of src has more than 250 code lines', noLongerThan(250), [
  { 'src/contract/a.ts': 'export {};\n'.repeat(251) },
]);
