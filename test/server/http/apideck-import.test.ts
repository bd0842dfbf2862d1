import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { startApideckHouse, type ApideckHouse } from '../sdk/apideck-house.js';
import { databases } from '../support/databases.js';

const [sqlite] = databases;

describe('an import body', () => {
  let house: ApideckHouse;

  before(async () => {
    assert.ok(sqlite);
    house = await startApideckHouse(sqlite);
  });
  after(() => house.close());

  /** Any JSON, with a canary wherever a text can stand. */
  const text = fc.oneof(
    fc.string({ maxLength: 20 }).map((value) => `canary${value}`),
    fc.constantFrom('', ' ', '2026-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', 'canary\u0000', 'canary\ud800'),
  );
  const number = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(Number.MAX_SAFE_INTEGER),
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, text, number, fc.boolean(), fc.constant(null), tie('list'), tie('bag')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    bag: fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'toString', 'region')), tie('value'), {
      maxKeys: 4,
    }),
  })).value;
  const near = fc.record(
    {
      credentials: fc.oneof(
        json,
        fc.record(
          {
            access_token: fc.oneof(text, json),
            refresh_token: fc.oneof(text, fc.constant(null), json),
            issued_at: fc.oneof(text, fc.constant(null), json),
            expires_in: fc.oneof(number, fc.constant(null), json),
          },
          { requiredKeys: [] },
        ),
      ),
      settings: fc.oneof(
        json,
        fc.record(
          {
            region: fc.oneof(fc.constant('eu'), json),
            client_secret: fc.oneof(text, json),
            // No secret, so it is told again.
            tenant: text.map((one) => one.replaceAll('canary', 'acme')),
            api_key: text,
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  );
  const places = ['crm/northwind', 'crm/pair', 'file-storage/harbor', 'crm/either', 'team-messaging/lumen'];

  test('B52: is taken or refused in Apideck’s shape, whatever it is, and nothing of it comes back', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(near, json), fc.constantFrom(...places), async (body, place) => {
        // Every key has 120 a minute.
        if ((count += 1) % 100 === 0) house.harness.clock.ahead += 61_000;
        const response = await house.post(`/vault/connections/${place}/import`, JSON.stringify(body));
        const answer = await response.text();
        const parsed = JSON.parse(answer) as Record<string, unknown>;
        if (response.status === 200) assert.equal(parsed['status'], 'OK');
        else {
          assert.ok(response.status >= 400 && response.status < 500, answer);
          assert.equal(parsed['status_code'], response.status);
          assert.deepEqual(Object.keys(parsed), ['status_code', 'error', 'type_name', 'message', 'detail', 'ref']);
        }
        assert.equal(/canary(?!-api-key)/.test(answer), false, answer);
      }),
      { numRuns: 400 },
    );
    assert.equal(house.everythingHeard().includes('canary'), false);
  });

  test('says when the credentials end: only with both of their times, and never beyond ten years', async () => {
    const place = '/vault/connections/crm/northwind';
    const ends = async (credentials: object, consumer: string) => {
      const given = { ...house.harness.provider.issue({ account: 'ada' }), expires_in: undefined, ...credentials };
      const response = await house.post(
        `${place}/import`,
        { credentials: given },
        { 'x-apideck-consumer-id': consumer },
      );
      if (response.status !== 200) return response.status;
      const row = (await house.harness.rows()).find(({ external_xref }) => external_xref === consumer);
      return row?.credentials_expire_at;
    };
    const issued_at = `${new Date().toISOString().slice(0, 19)}+02:00`;
    assert.equal(await ends({ issued_at, expires_in: 3600 }, 'both'), Date.parse(issued_at) + 3_600_000);
    assert.equal(await ends({ issued_at }, 'issued'), null);
    assert.equal(await ends({ expires_in: 3600 }, 'lasting'), null);
    assert.equal(await ends({ issued_at, expires_in: 2 ** 52 }, 'forever'), null);
    for (const wrong of ['yesterday', '2026-02-30T00:00:00Z', '2026-01-01T00:00:00']) {
      assert.equal(await ends({ issued_at: wrong, expires_in: 1 }, 'wrong'), 400, wrong);
    }
    assert.equal(await ends({ issued_at, expires_in: 1.5 }, 'wrong'), 400);
    assert.equal(await ends({ issued_at, expires_in: '3600' }, 'wrong'), 400);
  });
});
