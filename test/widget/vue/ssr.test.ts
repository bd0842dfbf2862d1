import assert from 'node:assert/strict';
import { test } from 'node:test';

test('W20: the Vue component can be imported and rendered to a string in Node, attributes and slots alone', async () => {
  const [{ ConnectionEmbed }, { createSSRApp, h }, { renderToString }] = await Promise.all([
    import('../../../src/widget/vue/index.js'),
    import('vue'),
    import('vue/server-renderer'),
  ]);
  const app = createSSRApp({
    render: () =>
      h(
        ConnectionEmbed,
        {
          endpoint: '/connect',
          categories: ['crm', 'hris'],
          withoutSearch: true,
          class: 'mine',
          fetchSession: async () => 'canary-token',
        },
        { default: () => 'Ask' },
      ),
  });
  const html = await renderToString(app);
  assert.equal(
    html,
    '<connection-embed endpoint="/connect" categories="crm,hris" without-search class="mine">Ask</connection-embed>',
  );
  assert.equal('window' in globalThis, false);
});
