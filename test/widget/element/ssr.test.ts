import assert from 'node:assert/strict';
import { test } from 'node:test';

test('W20: importing the tag in Node throws nothing, registers nothing it should not, and needs no window', async () => {
  assert.equal('window' in globalThis, false);
  const { ConnectionEmbed, defineConnectionEmbed } = await import('../../../src/widget/element/index.js');
  assert.equal(typeof ConnectionEmbed, 'function');
  assert.doesNotThrow(() => defineConnectionEmbed());
  assert.equal('window' in globalThis, false);
});

test('W20: importing the entry that registers throws nothing in Node, twice', async () => {
  await import('../../../src/index.js');
  await import('../../../src/index.js');
});

test('W20: the React component can be imported and rendered to a string in Node', async () => {
  const [{ ConnectionEmbed }, { createElement }, { renderToString }] = await Promise.all([
    import('../../../src/widget/react/index.js'),
    import('react'),
    import('react-dom/server'),
  ]);
  const html = renderToString(createElement(ConnectionEmbed, { endpoint: '/connect', categories: ['crm', 'hris'] }));
  assert.equal(html, '<connection-embed endpoint="/connect" categories="crm,hris"></connection-embed>');
});
