import { once } from 'node:events';
import { createServer } from 'node:http';
import { createConnectionServer } from '../index.js';
import { nodeHandler } from '../node.js';
import { isLoopback } from '../oauth/index.js';
import { type Configuration, configurationFor, type Flags, serverOptions } from './configuration.js';
import { hasKeys } from './keys.js';
import { say } from './say.js';
import { withStore } from './with-store.js';

/**
 * Runs a connection server until SIGINT or SIGTERM, then answers what waits and ends within five seconds. Words go to
 * stderr, so that stdout holds nothing but log lines.
 */
export async function serve(flags: Flags): Promise<void> {
  const configuration = await configurationFor(flags);
  const { port } = configuration;
  const server = createConnectionServer(await serverOptions(configuration));
  try {
    await server.ready();
    const listener = createServer(nodeHandler(server));
    // Before anybody can know that it listens, and end it.
    const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    listener.listen(port);
    await once(listener, 'listening');
    say(`connection-embed listens on port ${port} as ${server.url}`);
    await warn(configuration);

    const stopping = new AbortController();
    const working = server.work({ signal: stopping.signal });
    await told;
    stopping.abort();
    listener.close();
    // After the four seconds that `close` gives to what is being answered.
    setTimeout(() => listener.closeAllConnections(), 4_500).unref();
    await server.close();
    listener.closeIdleConnections();
    await working;
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** What works, but not as it is meant. */
async function warn(configuration: Configuration): Promise<void> {
  const { options, builtIn, data } = configuration;
  if (process.env['NODE_ENV'] === 'production' && isLoopback(new URL(options.url))) {
    say(`CONNECTION_EMBED_URL is not set: only this machine reaches ${options.url}, and no provider leads back to it`);
  }
  for (const { definition, lacks } of builtIn) {
    if (lacks.length > 0) say(`${definition.name} is not active: it lacks ${lacks.join(' and ')}`);
  }
  const keyless = !options.apiKeys?.length && (await withStore(configuration, async (db) => !(await hasKeys(db))));
  if (keyless) {
    say('There is no API key yet: your backend gets its first one from');
    say(`  connection-embed keys create${data === 'data' ? '' : ` --data ${data}`}`);
  }
}
