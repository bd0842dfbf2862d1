import * as z from 'zod/mini';
import { ConnectionError } from '../../contract/index.js';
import { randomToken, type Keyring, type Store } from '../store/index.js';

/** What a voucher turned out to hold. */
export interface OpenedVoucher {
  readonly payload: unknown;
  /** Somebody has used it already. */
  readonly spent: boolean;
}

/**
 * Sealed texts that carry what they are good for: made without a row, read as often as one likes, used once. A link, a
 * hosted page's code and Apideck's `state` and `confirm_token` are vouchers.
 */
export interface Vouchers {
  /**
   * `purpose` keeps kinds apart; `payload` is kept as JSON, sealed, so that nobody reads it on the way. `seconds` is its life,
   * `longest` how many characters it may have where it travels: at most, and unless given, what `read` takes.
   *
   * @throws ConnectionError `invalid_request` for a payload that makes a longer one
   */
  issue(
    purpose: string,
    payload: unknown,
    options: { readonly seconds: number; readonly longest?: number },
  ): Promise<string>;
  /** Undefined for anything that is not a live voucher of this purpose. */
  read(purpose: string, voucher: string): Promise<OpenedVoucher | undefined>;
  /** As `read`, and from then on it is spent. Of many at once exactly one is told `spent: false`. */
  spend(purpose: string, voucher: string): Promise<OpenedVoucher | undefined>;
}

/** `now` is in milliseconds since the epoch. */
export function createVouchers(options: {
  readonly db: Store;
  readonly keyring: Keyring;
  readonly now: () => number;
}): Vouchers {
  const { db, keyring, now } = options;

  async function open(purpose: string, voucher: string): Promise<Sealed | undefined> {
    if (voucher.length > LONGEST) return undefined;
    try {
      const opened = Sealed.parse(JSON.parse(await keyring.open(voucher, contextOf(purpose))));
      return opened.exp > now() ? opened : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    async issue(purpose, payload, { seconds, longest = LONGEST }) {
      const text = JSON.stringify({ id: randomToken(16), exp: now() + seconds * 1000, payload });
      const voucher = await keyring.seal(text, contextOf(purpose));
      if (voucher.length <= Math.min(longest, LONGEST)) return voucher;
      const message = `what a ${purpose} would carry makes ${voucher.length} characters; ${Math.min(longest, LONGEST)} fit`;
      throw new ConnectionError('invalid_request', { message });
    },

    async read(purpose, voucher) {
      const opened = await open(purpose, voucher);
      if (!opened) return undefined;
      const row = await db.selectFrom('spent_voucher').select('id').where('id', '=', opened.id).executeTakeFirst();
      return { payload: opened.payload, spent: row !== undefined };
    },

    async spend(purpose, voucher) {
      const opened = await open(purpose, voucher);
      if (!opened) return undefined;
      const first = await db
        .insertInto('spent_voucher')
        .values({ id: opened.id, expires_at: opened.exp })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      return { payload: opened.payload, spent: first === undefined };
    },
  };
}

/** Forgets vouchers that are over anyway. `now` is in milliseconds. */
export async function purgeVouchers(db: Store, now: number): Promise<void> {
  await db.deleteFrom('spent_voucher').where('expires_at', '<=', now).execute();
}

const Sealed = z.object({ id: z.string(), exp: z.number(), payload: z.unknown() });
type Sealed = z.infer<typeof Sealed>;

/** Characters: with where the server is mounted in front it makes a URL of 8 kB, the longest that proxies pass on. */
const LONGEST = 7_900;

function contextOf(purpose: string): string[] {
  return ['voucher', purpose];
}
