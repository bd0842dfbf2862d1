import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { integrationsFrom, type EnvironmentIntegration } from '../catalogue/from-environment.js';
import type { ConnectionServerOptions, LogEntry } from '../index.js';
import { jsonLog } from '../json-log.js';
import { isLoopback } from '../oauth/index.js';
import { type Environment, type Fault, Port, readEnvironment } from './environment.js';
import { optionsIn } from './file-options.js';
import { ownSecret } from './own-secret.js';

/** Flags that every command takes. */
export interface Flags {
  readonly config?: string | undefined;
  readonly port?: string | undefined;
  readonly data?: string | undefined;
}

/** Everything a command works with: flags over environment over file over what holds otherwise. */
export interface Configuration {
  /** All but the secrets, which may still have to be made. */
  readonly options: Omit<ConnectionServerOptions, 'secrets'> & { readonly url: string; readonly database: string };
  readonly secrets: readonly string[];
  readonly port: number;
  readonly data: string;
  /** The built-in integrations, where no file brings its own. */
  readonly builtIn: readonly EnvironmentIntegration[];
}

/** Reads the configuration and tells all that is wrong with it at once; `file` names the one that was read. */
export async function readConfiguration(
  flags: Flags,
  env: NodeJS.ProcessEnv,
): Promise<{ configuration: Configuration; faults: readonly Fault[]; file: string | undefined }> {
  const read = readEnvironment(env);
  const faults = [...read.faults];
  const { CONNECTION_EMBED_DATA, CONNECTION_EMBED_SECRET, LOG_LEVEL, PORT } = read.environment;
  const file = flags.config ?? (existsSync(resolve(usualFile)) ? usualFile : undefined);
  const inFile = file === undefined ? undefined : await optionsIn(file);
  faults.push(...(inFile?.faults ?? []));
  const flag = flags.port === undefined ? undefined : Port.safeParse(flags.port);
  if (flag?.success === false) faults.push({ name: '--port', message: 'is no port' });

  const given = { ...inFile?.options, ...optionsOf(read.environment, faults) };
  const data = flags.data ?? CONNECTION_EMBED_DATA ?? 'data';
  const port = flag?.data ?? PORT ?? loopbackPort(given.url) ?? 4001;
  const builtIn = given.integrations === undefined && given.vault === undefined ? integrationsFrom(env) : [];
  const log = given.log === false || LOG_LEVEL === 'silent' ? false : levelled(given.log ?? jsonLog(), LOG_LEVEL);
  const { secrets = [], ...options } = given;
  return {
    configuration: {
      options: {
        ...options,
        ...(builtIn.length > 0 && { integrations: builtIn.map(({ definition }) => definition) }),
        url: given.url ?? `http://localhost:${port}`,
        database: given.database ?? `file:${resolve(data, 'connections.db')}`,
        log,
      },
      secrets: CONNECTION_EMBED_SECRET ?? secrets.flatMap((secret) => (secret ? [secret] : [])),
      port,
      data,
      builtIn,
    },
    faults,
    file,
  };
}

/** The configuration of a command that cannot go on with a wrong one. @throws Error with a line for each fault */
export async function configurationFor(flags: Flags): Promise<Configuration> {
  const { configuration, faults } = await readConfiguration(flags, process.env);
  if (faults.length > 0) throw new Error(faults.map(({ name, message }) => `${name} ${message}`).join('\n'));
  return configuration;
}

/**
 * The options as `createConnectionServer` takes them, with the secrets given or the data folder's own, which is made there
 * first in an empty one.
 *
 * @throws Error when PostgreSQL, which several servers share, comes without a secret
 */
export async function serverOptions(configuration: Configuration): Promise<ConnectionServerOptions> {
  const { secrets, data } = configuration;
  const { log = jsonLog(), ...rest } = configuration.options;
  // What keeps it from starting is what the command ends with.
  const options = { ...rest, log: log && ((entry: LogEntry) => void (entry.event === 'start-failed' || log(entry))) };
  if (secrets.length > 0) return { ...options, secrets };
  if (isPostgres(options.database)) {
    throw new Error(
      'CONNECTION_EMBED_SECRET is needed with PostgreSQL, the same for every server: make one with `openssl rand -base64 32`',
    );
  }
  return { ...options, secrets: [await ownSecret(data)] };
}

export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:/i.test(database);
}

const usualFile = 'connection-embed.config.js';

function optionsOf(env: Environment, faults: Fault[]): Partial<ConnectionServerOptions> {
  const webhook = { url: env.CONNECTION_EMBED_WEBHOOK_URL, secret: env.CONNECTION_EMBED_WEBHOOK_SECRET };
  if (webhook.url && !webhook.secret)
    faults.push({ name: 'CONNECTION_EMBED_WEBHOOK_SECRET', message: 'is needed with CONNECTION_EMBED_WEBHOOK_URL' });
  if (!webhook.url && webhook.secret)
    faults.push({ name: 'CONNECTION_EMBED_WEBHOOK_URL', message: 'is needed with CONNECTION_EMBED_WEBHOOK_SECRET' });
  return {
    ...(env.CONNECTION_EMBED_URL !== undefined && { url: env.CONNECTION_EMBED_URL }),
    ...(env.DATABASE_URL !== undefined && { database: env.DATABASE_URL }),
    ...(env.CONNECTION_EMBED_API_KEY && { apiKeys: env.CONNECTION_EMBED_API_KEY }),
    ...(env.CONNECTION_EMBED_ORIGINS && { origins: env.CONNECTION_EMBED_ORIGINS }),
    ...(env.CONNECTION_EMBED_REDIRECTS && { redirects: env.CONNECTION_EMBED_REDIRECTS }),
    ...(env.CONNECTION_EMBED_WORKSPACE !== undefined && { workspace: env.CONNECTION_EMBED_WORKSPACE }),
    ...(env.CONNECTION_EMBED_LINKS && { links: env.CONNECTION_EMBED_LINKS }),
    ...(env.CONNECTION_EMBED_TRUST_PROXY !== undefined && { trustProxy: env.CONNECTION_EMBED_TRUST_PROXY }),
    ...(webhook.url && webhook.secret && { webhooks: [{ url: webhook.url, secret: webhook.secret }] }),
  };
}

function loopbackPort(text: string | undefined): number | undefined {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  return url?.port && isLoopback(url) ? Number(url.port) : undefined;
}

type Log = Exclude<NonNullable<ConnectionServerOptions['log']>, false>;

const levels = ['info', 'warn', 'error'] as const;

function levelled(log: Log, least: (typeof levels)[number] = 'info'): Log {
  return (entry) => {
    if (levels.indexOf(entry.level) >= levels.indexOf(least)) log(entry);
  };
}
