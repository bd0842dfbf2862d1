import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { stripAttemptParameter } from '../../../src/widget/element/address.js';
import { startHarness, type Harness } from './harness.js';
import { databases } from '../support/databases.js';

for (const engine of databases) {
  describe(`the callback over ${engine.name}`, () => {
    let harness: Harness;
    let token: string;
    let rows: number;

    before(async () => {
      harness = await startHarness({ engine });
    });
    beforeEach(async () => {
      harness.clock.ahead = 0;
      token = await harness.session();
      rows = (await harness.rows()).length;
      harness.provider.calls.length = 0;
      harness.evil.calls.length = 0;
    });
    after(() => harness.close());

    async function refused(response: Response, status: number, code: string) {
      assert.equal(response.status, status);
      assert.match(await response.text(), new RegExp(`\\b${code}\\b`));
      assert.equal((await harness.rows()).length, rows, 'no row added');
    }

    const grant = (url: URL, as?: object) => harness.provider.authorize(url, as);
    const iss = () => harness.provider.origin;

    test('completes: one row, one token call, the cookie deleted and the poll answers with the connection', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token, { permissions: ['crm_contact_read'] });
      const response = await harness.callback({ state, code: grant(url), iss: iss() }, { cookie });
      assert.equal(response.status, 200);
      assert.match(response.headers.get('set-cookie') ?? '', /Max-Age=0/);
      const polled = await harness.poll(attempt);
      assert.equal(polled.status, 'connected');
      assert.deepEqual(polled.connection?.permissions, ['crm_contact_read']);
      assert.deepEqual(polled.connection?.auth?.emails, ['ada@example.com']);
      assert.equal((await harness.rows()).length, rows + 1);
      assert.equal(harness.provider.tokenCalls().length, 1);
    });

    test('B1: an unknown or forged state is refused without a token call', async () => {
      const { cookie } = await harness.begin(token);
      await refused(await harness.callback({ state: 'forged', code: 'x' }, { cookie }), 400, 'state_unknown');
      assert.equal(harness.provider.tokenCalls().length, 0);
    });

    test('B2: a missing, empty, repeated or overlong state is refused', async () => {
      const { cookie, state } = await harness.begin(token);
      await refused(await harness.callback({ code: 'x' }, { cookie }), 400, 'state_unknown');
      await refused(await harness.callback({ state: '', code: 'x' }, { cookie }), 400, 'state_unknown');
      await refused(await harness.callback({ state: 'a'.repeat(513), code: 'x' }, { cookie }), 400, 'state_unknown');
      const twice = new URLSearchParams([
        ['state', state],
        ['state', state],
        ['code', 'x'],
      ]);
      await refused(await harness.callback(twice, { cookie }), 400, 'invalid_request');
    });

    test('B3, F15: state and code replayed in the same browser are already completed, with no second token call', async () => {
      const { cookie, url, state } = await harness.begin(token);
      const answer = { state, code: grant(url), iss: iss() };
      await harness.callback(answer, { cookie });
      rows += 1;
      await refused(await harness.callback(answer, { cookie }), 400, 'attempt_used');
      assert.match(await (await harness.callback(answer, { cookie })).text(), /already completed/);
      assert.equal(harness.provider.tokenCalls().length, 1);
    });

    test('B4: a state ends ten minutes after the start, and the poll says so', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      harness.clock.ahead = 10 * 60_000 - 5_000;
      assert.equal((await harness.poll(attempt)).status, 'started');
      harness.clock.ahead = 10 * 60_000 + 1_000;
      await refused(
        await harness.callback({ state, code: grant(url), iss: iss() }, { cookie }),
        400,
        'attempt_expired',
      );
      assert.equal((await harness.poll(attempt)).status, 'expired');
      assert.equal(harness.provider.tokenCalls().length, 0);
    });

    test('B5, B9: another browser is refused and does not burn the state, so the right one still finishes', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const answer = { state, code: grant(url), iss: iss() };
      await refused(await harness.callback(answer), 400, 'browser_mismatch');
      assert.equal((await harness.poll(attempt)).status, 'started');
      assert.equal(harness.provider.tokenCalls().length, 0);
      await harness.callback(answer, { cookie });
      assert.equal((await harness.poll(attempt)).status, 'connected');
    });

    test('B10: a guessed cookie, another attempt’s cookie, and attempt A’s cookie under attempt B’s state are refused', async () => {
      const a = await harness.begin(token);
      const b = await harness.begin(token);
      const name = b.cookie.split('=', 1)[0] ?? '';
      const value = a.cookie.split('=')[1] ?? '';
      for (const cookie of [`${name}=1`, a.cookie, `${name}=${value}`, `${name}=`]) {
        const code = grant(b.url);
        await refused(
          await harness.callback({ state: b.state, code, iss: iss() }, { cookie }),
          400,
          'browser_mismatch',
        );
      }
      assert.equal(harness.provider.tokenCalls().length, 0);
    });

    test('B12: an iss that differs fails the attempt', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const response = await harness.callback({ state, code: grant(url), iss: 'https://evil.example' }, { cookie });
      assert.equal(response.status, 200);
      assert.deepEqual(
        [(await harness.poll(attempt)).status, (await harness.poll(attempt)).code],
        ['failed', 'issuer_mismatch'],
      );
      assert.equal((await harness.rows()).length, rows);
      assert.equal(harness.provider.tokenCalls().length, 0);
    });

    test('B13: an iss that is missing from a provider that sends it fails the attempt', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      await harness.callback({ state, code: grant(url) }, { cookie });
      assert.deepEqual((await harness.poll(attempt)).code, 'issuer_mismatch');
      assert.equal((await harness.rows()).length, rows);
      assert.equal(harness.provider.tokenCalls().length, 0);
    });

    test('HEAD, as link checkers send it, spends nothing', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const params = new URLSearchParams({ state, code: grant(url), iss: iss() });
      const response = await harness.ask(`/oauth/code/northwind?${params}`, { method: 'HEAD', headers: { cookie } });
      assert.equal(response.status, 405);
      assert.equal((await harness.poll(attempt)).status, 'started');
    });

    test('four callbacks at once make one token call and one connection', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const answer = { state, code: grant(url), iss: iss() };
      await Promise.all([1, 2, 3, 4].map(() => harness.callback(answer, { cookie })));
      assert.equal((await harness.poll(attempt)).status, 'connected');
      assert.equal(harness.provider.tokenCalls().length, 1);
      assert.equal((await harness.rows()).length, rows + 1);
    });

    test('B14, B16: the integration comes from the attempt and must equal the path’s', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const answer = { state, code: grant(url), iss: iss() };
      await refused(await harness.callback(answer, { cookie, type: 'contoso' }), 400, 'context_mismatch');
      await refused(await harness.callback(answer, { cookie, type: 'unheard-of' }), 400, 'context_mismatch');
      await refused(
        await harness.ask(`/oauth/code?${new URLSearchParams(answer)}`, { headers: { cookie } }),
        400,
        'context_mismatch',
      );
      assert.equal((await harness.poll(attempt)).status, 'started');
      assert.equal(harness.provider.tokenCalls().length, 0);
    });

    test('B15: a code of an honest provider under the state of a malicious one is never sent to the malicious one', async () => {
      const honest = await harness.begin(token);
      const malicious = await harness.begin(token, { integration_type: 'malicious' });
      const code = grant(honest.url);
      // Where the honest provider really returns to: its own callback, but with the malicious attempt's state.
      await refused(
        await harness.callback({ state: malicious.state, code, iss: iss() }, { cookie: malicious.cookie }),
        400,
        'context_mismatch',
      );
      // And if the path was bent too, iss gives it away.
      await harness.callback(
        { state: malicious.state, code, iss: iss() },
        { cookie: malicious.cookie, type: 'malicious' },
      );
      assert.equal((await harness.poll(malicious.attempt)).code, 'issuer_mismatch');
      assert.equal(harness.evil.calls.length, 0);
      assert.equal((await harness.rows()).length, rows);
    });

    test('B17: an attacker’s code under a victim’s state fails by PKCE', async () => {
      const attacker = await harness.begin(await harness.session({ external_xref: 'attacker' }));
      const victim = await harness.begin(token);
      const code = grant(attacker.url, { account: 'attacker' });
      await harness.callback({ state: victim.state, code, iss: iss() }, { cookie: victim.cookie });
      const polled = await harness.poll(victim.attempt);
      assert.deepEqual([polled.status, polled.code], ['failed', 'exchange_failed']);
      assert.equal((await harness.rows()).length, rows);
    });

    test('B18: every start sends S256 with a challenge of its own', async () => {
      const challenges = new Set<string>();
      for (let count = 0; count < 4; count++) {
        const { url } = await harness.begin(token);
        assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
        challenges.add(url.searchParams.get('code_challenge') ?? '');
      }
      assert.equal(challenges.size, 4);
      for (const challenge of challenges) assert.match(challenge, /^[\w-]{43}$/);
    });

    test('B20: a repeated code is a failure; error beside code is a denial; neither is a failure', async () => {
      const first = await harness.begin(token);
      const twice = new URLSearchParams([
        ['state', first.state],
        ['code', 'a'],
        ['code', 'b'],
      ]);
      await harness.callback(twice, { cookie: first.cookie });
      assert.equal((await harness.poll(first.attempt)).status, 'failed');
      const third = await harness.begin(token);
      const both = { state: third.state, code: 'a', error: 'access_denied', iss: iss() };
      await harness.callback(both, { cookie: third.cookie });
      assert.equal((await harness.poll(third.attempt)).status, 'denied');
      const second = await harness.begin(token);
      await harness.callback({ state: second.state, iss: iss() }, { cookie: second.cookie });
      assert.equal((await harness.poll(second.attempt)).status, 'failed');
      assert.equal(harness.provider.tokenCalls().length, 0);
      assert.equal((await harness.rows()).length, rows);
    });

    test('B21, F7: a denial ends the attempt as denied, and another attempt works', async () => {
      const first = await harness.begin(token);
      const response = await harness.callback(
        { state: first.state, error: 'access_denied', iss: iss() },
        { cookie: first.cookie },
      );
      assert.match(await response.text(), /Access was not given/);
      const denied = await harness.poll(first.attempt);
      assert.deepEqual([denied.status, denied.code], ['denied', 'access_denied']);
      const second = await harness.begin(token);
      await harness.callback({ state: second.state, code: grant(second.url), iss: iss() }, { cookie: second.cookie });
      assert.equal((await harness.poll(second.attempt)).status, 'connected');
    });

    test('B22: what a provider says in error and error_description is never reflected', async () => {
      const { attempt, cookie, state } = await harness.begin(token);
      const words = '<script>alert("canary-xss")</script>';
      const response = await harness.callback(
        { state, error: words, error_description: words, iss: iss() },
        { cookie },
      );
      assert.doesNotMatch(await response.text(), /canary-xss/);
      assert.equal((await harness.poll(attempt)).code, 'exchange_failed');
      assert.doesNotMatch(harness.log.map((entry) => JSON.stringify(entry)).join(), /canary-xss/);
    });

    test('B24, B25, B26: redirect mode returns by 303 to the page stored at the start with the attempt id only', async () => {
      const page = 'http://localhost:4000/settings?tab=2#apps';
      const { attempt, cookie, url, state } = await harness.begin(token, { mode: 'redirect', return_to: page });
      const given = {
        state,
        code: grant(url),
        iss: iss(),
        return_to: 'https://evil.example/',
        success_redirect: '//evil.example',
      };
      const response = await harness.callback(given, { cookie });
      assert.equal(response.status, 303);
      assert.equal(
        response.headers.get('location'),
        `http://localhost:4000/settings?tab=2&connection_attempt=${attempt.id}#apps`,
      );
    });

    test('B24: the page’s own query comes back as it was spelt, and is so once the tag has taken the attempt off', async (t) => {
      const world = globalThis as { location?: unknown; history?: unknown };
      t.after(() => {
        delete world.location;
        delete world.history;
      });
      for (const own of ['q=a%20b&flag&sig=x~y*z&connection_attempts=3', 'a+b=%C3%BC&&empty=&', '%26=%3D;c', '']) {
        for (const earlier of [[], ['connection_attempt=att_earlier', 'connection_attempt']]) {
          const query = (...more: string[]) =>
            [own, ...more]
              .filter(Boolean)
              .join('&')
              .replace(/^(?=.)/, '?');
          const page = (search: string) => `http://localhost:4000/list${search}#/route?x=1`;
          const given = { mode: 'redirect', return_to: page(query(...earlier)) };
          const { attempt, cookie, state } = await harness.begin(token, given);
          const response = await harness.callback({ state, error: 'access_denied', iss: iss() }, { cookie });
          const back = response.headers.get('location') ?? '';
          assert.equal(back, page(query(`connection_attempt=${attempt.id}`)));

          let shown = '';
          world.location = new URL(back);
          world.history = {
            replaceState: (_: unknown, _title: string, to: string) => (shown = new URL(to, back).href),
          };
          stripAttemptParameter();
          assert.equal(shown, page(query()));
        }
      }
    });

    test('B26: the callback’s page and headers hold no code, state, token or verifier', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const code = grant(url);
      const response = await harness.callback({ state, code, iss: iss() }, { cookie });
      const all = JSON.stringify([...response.headers]) + (await response.text());
      for (const secret of [state, code, 'canary-', attempt.poll_secret, attempt.ticket])
        assert.ok(!all.includes(secret));
    });

    test('B27, B28, B29: bridge and callback pages are not stored, framed, sniffed or referred from, and load nothing', async () => {
      const { ticket } = await harness.create(token);
      const bridge = await harness.start(ticket);
      const failed = await harness.callback({ state: 'x', code: 'y' });
      const { cookie, url, state } = await harness.begin(token);
      const done = await harness.callback({ state, code: grant(url), iss: iss() }, { cookie });
      for (const response of [bridge, failed, done]) {
        assert.equal(response.headers.get('cache-control'), 'no-store');
        assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
        assert.equal(response.headers.get('cross-origin-opener-policy'), null);
        assert.equal(response.headers.get('access-control-allow-origin'), null);
        const csp = response.headers.get('content-security-policy') ?? '';
        assert.match(csp, /^default-src 'none'; script-src 'nonce-[\w-]{22}';/);
        assert.match(csp, /frame-ancestors 'none'/);
        assert.doesNotMatch(csp, /unsafe|https?:/);
        assert.doesNotMatch(await response.text(), /\b(src|srcset)=|@import|url\(/);
      }
    });

    test('B44: granted less than asked for is what the connection shows, and the attempt names the rest', async () => {
      const asked = { permissions: ['crm_contact_read', 'crm_deal_read'] };
      const { attempt, cookie, url, state } = await harness.begin(token, asked);
      assert.deepEqual(url.searchParams.get('scope')?.split(' ').sort(), ['contacts', 'deals']);
      await harness.callback({ state, code: grant(url, { scope: 'contacts' }), iss: iss() }, { cookie });
      const { connection, denied_permissions } = await harness.poll(attempt);
      assert.deepEqual([connection?.permissions, denied_permissions], [['crm_contact_read'], ['crm_deal_read']]);
      const whole = await harness.begin(token, asked);
      assert.equal(
        'denied_permissions' in (await harness.poll(whole.attempt)),
        false,
        'nothing is known before the end',
      );
      await harness.callback({ state: whole.state, code: grant(whole.url), iss: iss() }, { cookie: whole.cookie });
      assert.equal('denied_permissions' in (await harness.poll(whole.attempt)), false);
    });

    test('B46: a reconnect needs one’s own connection of this integration and the same account', async () => {
      const first = await harness.begin(token);
      await harness.callback({ state: first.state, code: grant(first.url), iss: iss() }, { cookie: first.cookie });
      const id = (await harness.poll(first.attempt)).connection?.id ?? '';
      rows += 1;
      const mine = await harness.session({ allow: ['create', 'reconnect'] });
      const theirs = await harness.session({ external_xref: 'user-2', allow: ['create', 'reconnect'] });
      const ask = (as: string, value: object) => harness.ask('/oauth/attempts', harness.post(as, value));
      const wanted = { integration_type: 'northwind', connection_id: id };
      assert.equal((await ask(theirs, wanted)).status, 404);
      assert.equal((await ask(mine, { ...wanted, integration_type: 'contoso' })).status, 404);
      assert.equal((await ask(token, wanted)).status, 403, 'the session has to allow it');

      const [before] = (await harness.rows()).filter((row) => row.id === id);
      const wrong = await harness.begin(mine, { connection_id: id });
      const other = grant(wrong.url, { account: 'grace' });
      await harness.callback({ state: wrong.state, code: other, iss: iss() }, { cookie: wrong.cookie });
      assert.equal((await harness.poll(wrong.attempt)).code, 'account_mismatch');
      assert.deepEqual(
        (await harness.rows()).filter((row) => row.id === id),
        [before],
        'old credentials stay',
      );

      const right = await harness.begin(mine, { connection_id: id });
      await harness.callback({ state: right.state, code: grant(right.url), iss: iss() }, { cookie: right.cookie });
      const polled = await harness.poll(right.attempt);
      assert.deepEqual([polled.connection?.id, polled.reconnected], [id, true]);
      assert.equal((await harness.rows()).length, rows);
      assert.notEqual((await harness.rows()).find((row) => row.id === id)?.sealed, before?.sealed);
    });

    test('F25: a server that was restarted while the user was at the provider finishes the attempt', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      await harness.restart();
      await harness.callback({ state, code: grant(url), iss: iss() }, { cookie });
      assert.equal((await harness.poll(attempt)).status, 'connected');
    });

    test('F27: a crash between the stored connection and its attempt leaves one row that the poll finds', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      await harness.callback({ state, code: grant(url), iss: iss() }, { cookie });
      await harness.db
        .updateTable('attempt')
        .set({ status: 'exchanging', connection_id: null, exchanging_at: Date.now() })
        .where('id', '=', attempt.id)
        .execute();
      const polled = await harness.poll(attempt);
      assert.equal(polled.status, 'connected');
      assert.equal((await harness.rows()).length, rows + 1);
    });

    test('an exchange that nobody finished is failed after thirty seconds', async () => {
      const { attempt } = await harness.begin(token);
      await harness.db
        .updateTable('attempt')
        .set({ status: 'exchanging', exchanging_at: Date.now() })
        .where('id', '=', attempt.id)
        .execute();
      assert.equal((await harness.poll(attempt)).status, 'exchanging');
      harness.clock.ahead = 31_000;
      assert.deepEqual((await harness.poll(attempt)).code, 'exchange_failed');
    });

    test('an attempt being exchanged cannot be cancelled', async () => {
      const { attempt } = await harness.begin(token);
      await harness.db
        .updateTable('attempt')
        .set({ status: 'exchanging', exchanging_at: Date.now() })
        .where('id', '=', attempt.id)
        .execute();
      const headers = { origin: 'http://localhost:4000', 'attempt-secret': attempt.poll_secret };
      await harness.ask(`/oauth/attempts/${attempt.id}`, { method: 'DELETE', headers });
      assert.equal((await harness.poll(attempt)).status, 'exchanging');
    });

    test('an exchange that ends after its poll gave it up is connected after all: no connection goes unseen', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const release = harness.provider.hold();
      const answered = harness.callback({ state, code: grant(url), iss: iss() }, { cookie });
      await harness.provider.held();
      harness.clock.ahead = 31_000;
      assert.equal((await harness.poll(attempt)).status, 'failed');
      release();
      await answered;
      assert.equal((await harness.poll(attempt)).status, 'connected');
      assert.equal((await harness.rows()).length, rows + 1);
    });

    test('a cancelled attempt cannot be finished', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const headers = { origin: 'http://localhost:4000', 'attempt-secret': attempt.poll_secret };
      assert.equal((await harness.ask(`/oauth/attempts/${attempt.id}`, { method: 'DELETE', headers })).status, 204);
      await refused(
        await harness.callback({ state, code: grant(url), iss: iss() }, { cookie }),
        400,
        'attempt_cancelled',
      );
      assert.equal((await harness.poll(attempt)).status, 'cancelled');
      assert.equal(harness.provider.tokenCalls().length, 0);
    });

    test('F29, B41: a token endpoint that answers badly fails the attempt in words of ours, and the code is not sent again', async () => {
      for (const mood of ['html-502', 'error-200'] as const) {
        harness.provider.mood = mood;
        const { attempt, cookie, url, state } = await harness.begin(token);
        const before = harness.provider.tokenCalls().length;
        await harness.callback({ state, code: grant(url), iss: iss() }, { cookie });
        assert.equal((await harness.poll(attempt)).status, 'failed');
        assert.equal(harness.provider.tokenCalls().length, before + 1);
      }
      harness.provider.mood = 'good';
      assert.equal((await harness.rows()).length, rows);
    });

    test('POST on the callback is 405 for an integration that did not declare form_post', async () => {
      const { attempt, state } = await harness.begin(token);
      const response = await harness.ask('/oauth/code/northwind', {
        method: 'POST',
        body: new URLSearchParams({ state, code: 'x' }),
      });
      assert.equal(response.status, 405);
      assert.equal((await harness.poll(attempt)).status, 'started');
    });

    test('B52: no canary is in any reply, header, log line or byte of the database', async () => {
      const stored = await harness.stored();
      assert.ok(stored.includes('northwind'), 'the scan reads the database');
      assert.doesNotMatch(stored, /canary-/);
      // Locations of requests hold codes by their nature; what the server says must not.
      const said = harness
        .everythingSaid()
        .split('\n')
        .filter((line) => !line.startsWith('/oauth/code'));
      assert.doesNotMatch(said.join('\n'), /canary-(?!xss)/);
      assert.ok(
        said.some((line) => line.includes('"status":"connected"')),
        'the scan reads the replies',
      );
    });
  });
}
