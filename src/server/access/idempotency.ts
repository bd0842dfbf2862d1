import { ConnectionError } from '../../contract/index.js';
import { type Keyring, sha256, type Store } from '../store/index.js';

/** A creating request that came with an `Idempotency-Key`. */
export interface IdempotentRequest {
  /** Environment, subject, method, route and, last, the key. Two users with one key have two scopes. */
  readonly scope: readonly string[];
  /** What was sent, as text; only a keyed hash of it is kept. */
  readonly body: string;
}

export interface Idempotency {
  /**
   * Does `work` once per scope and answers every repetition with what it gave first, for 24 hours. What it gives is kept
   * as JSON in the clear, so it must never be a secret. When it throws, the key is free again. Should this process die in
   * it, the key is free after 30 s: `work` itself must bear being done again.
   *
   * @throws ConnectionError `idempotency_mismatch` for another body, `idempotency_conflict` (with `retry_after`) while the
   * first one runs, `invalid_request` for a key that is empty or longer than 255 characters.
   */
  run<T>(request: IdempotentRequest, work: () => Promise<T>): Promise<T>;
  /**
   * As `run`, for work that is nothing but writes to `trx`: key, work and answer are one transaction, which is one wait for
   * the disk instead of three, and a process that dies in it leaves nothing at all.
   */
  write<T>(request: IdempotentRequest, work: (trx: Store) => Promise<T>): Promise<T>;
}

/** `now` is in milliseconds since the epoch. */
export function createIdempotency(options: {
  readonly db: Store;
  readonly keyring: Keyring;
  readonly now: () => number;
}): Idempotency {
  const { db, keyring, now } = options;

  async function asked(request: IdempotentRequest): Promise<Asked> {
    assertKey(request.scope.at(-1) ?? '');
    const scope = await sha256(JSON.stringify(request.scope));
    return { scope, fingerprints: await keyring.macs('idempotency', request.body), now: now() };
  }

  return {
    async write(request, work) {
      const given = await asked(request);
      return await db.transaction().execute(async (trx) => {
        const claim = await claimKey(trx, given);
        if ('answer' in claim) return JSON.parse(claim.answer);
        const result = await work(trx);
        await keepAnswer(trx, { scope: given.scope, lease: claim.lease }, JSON.stringify(result ?? null));
        return result;
      });
    },

    async run(request, work) {
      const given = await asked(request);
      const claim = await claimKey(db, given);
      if ('answer' in claim) return JSON.parse(claim.answer);

      const own = { scope: given.scope, lease: claim.lease };
      try {
        const result = await work();
        await keepAnswer(db, own, JSON.stringify(result ?? null));
        return result;
      } catch (error) {
        // Should the store be what fails, its lease frees the key.
        await freeKey(db, own).catch(() => undefined);
        throw error;
      }
    },
  };
}

/** Forgets answers that are older than 24 hours. `now` is in milliseconds. */
export async function purgeIdempotency(db: Store, now: number): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<=', now - keptFor)
    .execute();
}

const keptFor = 24 * 60 * 60 * 1000;
const leaseFor = 30 * 1000;

interface Asked {
  readonly scope: string;
  /** By every secret, first one first. */
  readonly fingerprints: readonly string[];
  readonly now: number;
}

interface Lease {
  readonly scope: string;
  /** The moment it ends, which also names it. */
  readonly lease: number;
}

async function claimKey(db: Store, asked: Asked): Promise<{ lease: number } | { answer: string }> {
  const { scope, fingerprints, now } = asked;
  const lease = now + leaseFor;
  const row = { scope, fingerprint: fingerprints[0] ?? '', answer: null, lease_until: lease, created_at: now };
  const made = await db
    .insertInto('idempotency')
    .values(row)
    // One that is forgotten by now is as good as none.
    .onConflict((conflict) =>
      conflict
        .column('scope')
        .doUpdateSet(row)
        .where('idempotency.created_at', '<=', now - keptFor),
    )
    .returning('scope')
    .executeTakeFirst();
  if (made) return { lease };

  const there = await db.selectFrom('idempotency').selectAll().where('scope', '=', scope).executeTakeFirst();
  // Freed between the two statements: the next try will find it free.
  if (!there) throw inFlight(1);
  if (!fingerprints.includes(there.fingerprint)) throw new ConnectionError('idempotency_mismatch');
  if (there.answer !== null) return { answer: there.answer };
  if (there.lease_until > now) throw inFlight(Math.ceil((there.lease_until - now) / 1000));

  const taken = await db
    .updateTable('idempotency')
    .set({ lease_until: lease })
    .where('scope', '=', scope)
    .where('answer', 'is', null)
    .where('lease_until', '=', there.lease_until)
    .returning('scope')
    .executeTakeFirst();
  if (!taken) throw inFlight(leaseFor / 1000);
  return { lease };
}

async function keepAnswer(db: Store, { scope, lease }: Lease, answer: string): Promise<void> {
  await db
    .updateTable('idempotency')
    .set({ answer })
    .where('scope', '=', scope)
    .where('lease_until', '=', lease)
    .where('answer', 'is', null)
    .execute();
}

async function freeKey(db: Store, { scope, lease }: Lease): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('scope', '=', scope)
    .where('lease_until', '=', lease)
    .where('answer', 'is', null)
    .execute();
}

function assertKey(key: string): void {
  if (key.length >= 1 && key.length <= 255) return;
  throw new ConnectionError('invalid_request', { message: 'Idempotency-Key has no character, or more than 255' });
}

function inFlight(retry_after: number): ConnectionError {
  return new ConnectionError('idempotency_conflict', { retry_after });
}
