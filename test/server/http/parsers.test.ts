import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { Hono } from 'hono';
import { ConnectionError, type Integration } from '../../../src/contract/index.js';
import { givenAuth, ImportConnection } from '../../../src/server/http/import-body.js';
import type { Deps, Env } from '../../../src/server/http/options.js';
import { listParam } from '../../../src/server/http/query.js';
import { allowedRedirect, withParams } from '../../../src/server/http/redirects.js';
import { parseTime } from '../../../src/server/http/time.js';
import { KEY, startHarness, type Harness } from './harness.js';

describe('a list parameter', () => {
  const app = new Hono<Env>().get('/', (c) => c.json(listParam(c, 'a') ?? null));
  const read = async (query: string) => (await app.request(`/?${query}`)).json();
  const word = fc.stringMatching(/^[a-z_]{1,12}$/);

  test('reads the same however it is cut: repeated, with commas, both at once, with spaces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1 }), async (groups) => {
        const all = groups.flat();
        assert.deepEqual(await read(groups.map((group) => `a=${group.join(',')}`).join('&')), all);
        assert.deepEqual(await read(all.map((one) => `a=${one}`).join('&')), all);
        assert.deepEqual(await read(`a=${all.join('%20%2C%20')}`), all);
      }),
    );
  });

  test('never throws, and never gives an empty word', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webQueryParameters(), async (query) => {
        const list: unknown = await read(query.replaceAll('#', ''));
        assert.ok(
          list === null || (Array.isArray(list) && list.length > 0 && list.every((one) => one.trim() === one && one)),
        );
      }),
    );
  });
});

describe('a time', () => {
  const date = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  });

  test('is read back to the millisecond, in any offset', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -14 * 60, max: 14 * 60 }), (at, offset) => {
        assert.equal(parseTime(at.toISOString()), at.getTime());
        const shifted = new Date(at.getTime() + offset * 60_000);
        if (shifted.getUTCFullYear() < 1 || shifted.getUTCFullYear() > 9999) return;
        const two = (value: number) => String(Math.abs(value)).padStart(2, '0');
        const sign = offset < 0 ? '-' : '+';
        const zone = `${sign}${two(Math.trunc(offset / 60))}:${two(offset % 60)}`;
        assert.equal(parseTime(shifted.toISOString().replace('Z', zone)), at.getTime());
        assert.equal(parseTime(at.toISOString().slice(0, 10)), new Date(at).setUTCHours(0, 0, 0, 0));
      }),
    );
  });

  test('that is none is undefined, and a day no calendar has is none', () => {
    for (const text of [
      '',
      'yesterday',
      '2025-02-30',
      '2025-13-01',
      '2025-01-01T25:00:00Z',
      '2025-01-01T10:00:00',
      '1735689600000',
      '2025-1-1',
    ]) {
      assert.equal(parseTime(text), undefined, text);
    }
    fc.assert(fc.property(fc.string(), (text) => /^\d{4}-/.test(text) || parseTime(text) === undefined));
  });
});

describe('a redirect', () => {
  const list = ['https://app.acme.example/done', 'https://app.acme.example/done?tab=1', 'http://localhost:4000/back'];
  const deps = { redirects: new Set(list) } as unknown as Deps;
  const read = (given: string): string | undefined => {
    try {
      return allowedRedirect(deps, 'success_redirect', given);
    } catch (error) {
      assert.ok(error instanceof ConnectionError && error.code === 'invalid_request');
      return undefined;
    }
  };

  test('is one of the list or refused, whatever is asked for', () => {
    const nearly = fc
      .tuple(fc.constantFrom(...list), fc.string({ maxLength: 6 }), fc.nat(40))
      .map(([url, added, at]) => {
        const cut = at % (url.length + 1);
        return url.slice(0, cut) + added + url.slice(cut);
      });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.webUrl(), fc.string()), (given) => {
        const found = read(given);
        assert.ok(found === undefined || list.includes(found), `${given} led to ${found}`);
      }),
      { numRuns: 1_000 },
    );
    for (const url of list) assert.equal(read(url), url);
  });

  test('keeps its own parameters, and is told ours in a form that reads back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...list), fc.string({ unit: 'grapheme' }), (page, state) => {
        const url = new URL(withParams(page, { id: 'c1', state, error: undefined }));
        assert.equal(url.searchParams.get('id'), 'c1');
        assert.equal(url.searchParams.get('state'), state);
        assert.equal(url.searchParams.has('error'), false);
        assert.equal(url.origin + url.pathname, new URL(page).origin + new URL(page).pathname);
        assert.equal(url.searchParams.get('tab'), new URL(page).searchParams.get('tab'));
      }),
    );
  });
});

describe('an import body', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.close());

  const integration: Integration = { type: 'x', name: 'X', categories: ['crm'] };
  const now = Date.UTC(2026, 0, 15, 12);
  const day = 86_400_000;

  test('asks for a refresh first when its day is over or is today, and only if there is something to refresh with', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.nat(day - 1), fc.boolean(), (days, within, refreshable) => {
        const at = Date.UTC(2026, 0, 15) + days * day + within;
        const body = { expiry_date: new Date(at).toISOString(), ...(refreshable && { refresh_token: 'r' }) };
        const { expires_at = 0 } = givenAuth({ access_token: 'a', ...body }, { integration, now });
        assert.equal(expires_at <= now, refreshable ? days <= 0 : at <= now);
        if (!refreshable || days > 0) assert.equal(expires_at, at);
      }),
    );
  });

  test('of any shape is judged, and nothing of it is echoed', async () => {
    const canary = 'canary-pasted-secret';
    const auth = fc.record(
      {
        token: fc.oneof(fc.constant(canary), fc.jsonValue()),
        other_auth_info: fc.oneof(fc.array(fc.constant(canary), { maxLength: 3 }), fc.jsonValue()),
        access_token: fc.oneof(fc.constant(canary), fc.jsonValue()),
        refresh_token: fc.oneof(fc.constant(canary), fc.jsonValue()),
        expiry_date: fc.oneof(
          fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
          fc.jsonValue(),
        ),
        expires_in: fc.oneof(fc.double(), fc.jsonValue()),
        emails: fc.jsonValue(),
        token_url: fc.oneof(fc.webUrl(), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const body = fc.record(
      {
        integration_type: fc.oneof(fc.constantFrom('northwind', 'lumen', '__proto__', 'none'), fc.jsonValue()),
        permissions: fc.jsonValue(),
        categories: fc.jsonValue(),
        environment: fc.jsonValue(),
        external_xref: fc.jsonValue(),
        auth: fc.oneof({ weight: 5, arbitrary: auth }, { weight: 1, arbitrary: fc.jsonValue() }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const response = await harness.ask('/unified/connection', {
          method: 'POST',
          headers: { authorization: KEY, 'content-type': 'application/json' },
          body: JSON.stringify(value),
        });
        const text = await response.text();
        assert.ok(response.status < 500, `${response.status} ${text}`);
        assert.equal(text.includes(canary), false);
        assert.equal(ImportConnection.safeParse(value).success || response.status >= 400, true);
      }),
      { numRuns: 300 },
    );
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });
});
