import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConnectionEvent } from '../../../src/server/outbox/index.js';
import { databases } from '../support/databases.js';
import { connectionOf, eventOf, type GroundOptions, record, startGround } from './ground.js';

for (const engine of databases) {
  describe(engine.name, () => {
    async function open(t: { after(work: () => Promise<void>): void }, options: GroundOptions) {
      const ground = await startGround(engine, options);
      t.after(() => ground.close());
      return ground;
    }

    test('`onEvent` is told once what happened and when, by one process of two', async (t) => {
      const told: ConnectionEvent[] = [];
      const ground = await open(t, { onEvent: (event) => void told.push(event) });
      const second = await ground.second();
      await record(ground, eventOf('connection.unhealthy', { code: 'needs_reauth' }));
      const timestamp = new Date(ground.now()).toISOString();
      ground.advance(90);
      await Promise.all([ground.outbox.deliver(), second.deliver()]);
      assert.deepEqual(
        told.map((event) => ({ ...event, id: undefined })),
        [
          {
            id: undefined,
            type: 'connection.unhealthy',
            timestamp,
            data: { connection: connectionOf(), code: 'needs_reauth' },
          },
        ],
      );
    });

    test('an `onEvent` that throws or rejects is told again later, by the same id', async (t) => {
      const told: ConnectionEvent[] = [];
      const ground = await open(t, {
        onEvent(event) {
          told.push(event);
          if (told.length === 1) throw new RangeError('canary');
          if (told.length === 2) return Promise.reject(new Error('canary'));
          return undefined;
        },
      });
      await record(ground, eventOf());
      await ground.outbox.deliver();
      ground.advance(6);
      await ground.outbox.deliver();
      ground.advance(330);
      await ground.outbox.deliver();
      await ground.outbox.deliver();
      assert.equal(told.length, 3);
      assert.equal(new Set(told.map(({ id }) => id)).size, 1);
      assert.equal(ground.lines.length, 2);
      assert.match(ground.lines[0]?.message ?? '', /^onEvent failed with RangeError: try 1, next try in [56] s$/);
      assert.match(ground.lines[1]?.message ?? '', /^onEvent failed with Error: try 2/);
      assert.equal(JSON.stringify(ground.lines).includes('canary'), false);
    });

    test('an `onEvent` that never ends has 30 s, then it counts as failed', async (t) => {
      const deadlines: { ms: number; controller: AbortController }[] = [];
      let called = (): void => {};
      const calling = new Promise<void>((resolve) => (called = resolve));
      const ground = await open(t, {
        deadline(ms) {
          const controller = new AbortController();
          deadlines.push({ ms, controller });
          return controller.signal;
        },
        onEvent() {
          called();
          return new Promise(() => {});
        },
      });
      await record(ground, eventOf());
      const delivered = ground.outbox.deliver();
      await calling;
      assert.deepEqual(
        deadlines.map(({ ms }) => ms),
        [30_000],
      );
      deadlines[0]?.controller.abort();
      await delivered;
      assert.match(ground.lines[0]?.message ?? '', /^onEvent took longer than 30 s: try 1/);
      const [row] = await ground.rows();
      assert.deepEqual([row?.attempts, row?.lease_until, row?.delivered_at], [1, null, null]);
    });

    test('an `onEvent` that itself makes an event happen hears of that too', async (t) => {
      const told: string[] = [];
      const ground = await open(t, {
        async onEvent({ type }) {
          told.push(type);
          if (type !== 'connection.created') return;
          await record(ground, eventOf('connection.updated'));
          ground.outbox.kick();
        },
      });
      await record(ground, eventOf('connection.created'));
      await ground.outbox.deliver();
      assert.deepEqual(told, ['connection.created', 'connection.updated']);
    });
  });
}
