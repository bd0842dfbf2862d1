import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createConnectionServer, defineIntegration } from '../../../src/server/index.js';
import { databases } from '../support/databases.js';
import { type Desk, startDesk } from './command.js';

const old = 'canary-old-secret-0123456789abcdef';
const fresh = 'canary-new-secret-0123456789abcdef';

for (const engine of databases) {
  describe(`connection-embed keys rotate, over ${engine.name}`, () => {
    let desk: Desk;
    let database: Awaited<ReturnType<typeof engine.open>>;
    before(async () => {
      desk = await startDesk();
      database = await engine.open();
    });
    after(async () => {
      await desk.close();
      await database.close();
    });

    const rotate = (secrets: string) =>
      desk.run(['keys', 'rotate'], { DATABASE_URL: database.url, CONNECTION_EMBED_SECRET: secrets });
    const server = (secrets: string[]) =>
      createConnectionServer({
        database: database.url,
        secrets,
        apiKeys: ['canary-api-key'],
        integrations: [
          defineIntegration({ type: 'lumen', name: 'Lumen', categories: ['crm'], token: { names: ['API key'] } }),
        ],
        log: false,
      });

    test('F46: under load no read fails, and afterwards the new secret alone opens everything', async () => {
      const before_ = server([old]);
      const ids: string[] = [];
      for (let at = 0; at < 300; at += 1) {
        const response = await before_.fetch(
          new Request('http://localhost:4001/unified/connection', {
            method: 'POST',
            headers: { authorization: 'canary-api-key', 'content-type': 'application/json' },
            body: JSON.stringify({
              integration_type: 'lumen',
              external_xref: 'ada',
              auth: { token: `canary-token-${at}` },
            }),
          }),
        );
        ids.push(((await response.json()) as { id: string }).id);
      }
      await before_.close();

      const serving = server([fresh, old]);
      await serving.ready();
      const rotating = rotate(`${fresh},${old}`);
      const over = new AbortController();
      const ended = rotating.ended().finally(() => over.abort());
      let reads = 0;
      while (!over.signal.aborted) {
        const at = reads % ids.length;
        const { token } = await serving.credentials(ids[at] ?? '');
        assert.equal(token, `canary-token-${at}`);
        reads += 1;
      }
      assert.equal(await ended, 0, rotating.stderr());
      assert.ok(reads > 0);
      assert.match(rotating.stderr(), /^100 left\nEverything is sealed by the first secret/m);
      await serving.close();

      const after_ = server([fresh]);
      await after_.ready();
      for (const [at, id] of ids.entries()) {
        assert.equal((await after_.credentials(id)).token, `canary-token-${at}`);
      }
      await after_.close();
      const without = rotate(old);
      assert.equal(await without.ended(), 1);
      assert.match(without.stderr(), /lacks the secret that sealed this database/);
      assert.doesNotMatch(desk.said(), /canary/);
    });
  });
}
