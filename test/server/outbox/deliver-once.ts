import { createOutbound } from '../../../src/server/outbound/index.js';
import { createOutbox } from '../../../src/server/outbox/index.js';
import { openStore } from '../../../src/server/store/index.js';

/** A process that delivers what is due, to be killed in the middle of it. */
const [database = '', url = '', secret = ''] = process.argv.slice(2);
const { db } = await openStore(database);
const fetch = createOutbound({ allow: [url], timeoutMs: 20_000 });
await createOutbox({ db, fetch, now: Date.now, receivers: [{ url, secret }] }).deliver();
