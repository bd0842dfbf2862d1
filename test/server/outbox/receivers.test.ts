import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkReceivers, type WebhookReceiver } from '../../../src/server/outbox/index.js';
import { apideckSecret, standardSecret } from './ground.js';

const good: WebhookReceiver = { url: 'https://app.example.com/hooks', secret: standardSecret };

test('receivers that can be reached and signed for are accepted', () => {
  checkReceivers(
    [
      good,
      { ...good, format: 'standard', url: 'https://app.example.com/other', events: ['connection.created'] },
      { url: good.url, secret: apideckSecret, format: 'apideck' },
      { ...good, secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}`, url: 'https://a.example' },
      { ...good, secret: `whsec_${Buffer.alloc(64, 1).toString('base64')}`, url: 'https://b.example' },
    ],
    { allowHttp: false },
  );
  for (const host of ['localhost:3000', '127.0.0.1', '[::1]:8080']) {
    checkReceivers([{ ...good, url: `http://${host}/hooks` }], { allowHttp: true });
  }
});

test('a wrong receiver is named by its place in the option, and its values are not repeated', () => {
  const cases: [string, object][] = [
    ['url', { url: 'http://canary.example.com' }],
    ['url', { url: 'https://canary:canary@app.example.com' }],
    ['url', { url: 'ftp://canary.example.com' }],
    ['url', { url: '/canary' }],
    ['url', { url: undefined }],
    ['secret', { secret: undefined }],
    ['secret', { secret: 'canary' }],
    ['secret', { secret: `${standardSecret} canary` }],
    ['secret', { secret: `whsec_${Buffer.from('canary').toString('base64')}` }],
    ['secret', { secret: `whsec_${Buffer.alloc(65, 'canary').toString('base64')}` }],
    ['secret', { secret: standardSecret.slice('whsec_'.length) }],
    ['secret', { secret: 'canary-of-23-characters', format: 'apideck' }],
    ['format', { format: 'canary' }],
    ['events[1]', { events: ['connection.created', 'canary'] }],
  ];
  for (const [member, wrong] of cases) {
    const receivers = [{ ...good, url: 'https://first.example' }, { ...good, ...wrong } as WebhookReceiver];
    assert.throws(
      () => checkReceivers(receivers, { allowHttp: true }),
      (error: unknown) => {
        assert.ok(error instanceof TypeError);
        assert.ok(error.message.startsWith(`\`webhooks[1].${member}\` `), error.message);
        assert.equal(/canary|Y2FuYXJ5/.test(error.message), false, error.message);
        return true;
      },
    );
  }
});

test('http on loopback is for servers on loopback only', () => {
  assert.throws(() => checkReceivers([{ ...good, url: 'http://localhost:3000' }], { allowHttp: false }), {
    name: 'TypeError',
    message: /^`webhooks\[0\]\.url` .*a server that runs there too/,
  });
});

test('the same receiver twice would be told twice, so it is refused', () => {
  assert.throws(
    () => checkReceivers([good, { ...good, secret: apideckSecret, format: 'apideck' }, good], { allowHttp: false }),
    {
      name: 'TypeError',
      message: /^`webhooks\[2\]\.url` is given twice/,
    },
  );
});
