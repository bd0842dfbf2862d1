import { checkApiKeys } from './access/index.js';
import { type Catalogue, createCatalogue } from './catalogue/index.js';
import { isEnvironment } from './http/index.js';
import { isLoopback, isSafeUrl } from './oauth/index.js';
import type { ConnectionServerOptions } from './options.js';
import { exactOrigins } from './outbound/index.js';
import { checkReceivers } from './outbox/index.js';

export interface CheckedOptions {
  readonly url: URL;
  readonly secrets: readonly string[];
  readonly catalogue: Catalogue;
  readonly origins: ReadonlySet<string>;
  readonly redirects: ReadonlySet<string>;
  readonly links: 'confirm' | 'open' | 'off';
  readonly workspace: string;
  readonly environment: string;
  readonly trustProxy: number;
  readonly now: () => number;
}

/** Reads the options once, at start. Throws an error that names the option, or the integration, and what it lacks. */
export function checkOptions(options: ConnectionServerOptions): CheckedOptions {
  checkNames(options);
  checkKinds(options);
  checkLists(options);
  const url = mountUrl(options.url ?? 'http://localhost:4001');
  if (!Array.isArray(options.secrets))
    throw new TypeError('`secrets` is a list: secrets: [process.env.CONNECTION_EMBED_SECRET]');
  const secrets = options.secrets.flatMap((secret) => (secret ? [secret] : []));
  if (secrets.length === 0) {
    throw new TypeError(
      '`secrets` needs at least one secret of 32 characters or more (is CONNECTION_EMBED_SECRET set?)',
    );
  }
  if (secrets.some((secret) => secret.length < 32))
    throw new TypeError('`secrets` holds one of fewer than 32 characters');
  if ((options.integrations === undefined) === (options.vault === undefined)) {
    throw new TypeError('give either `integrations` or `vault`');
  }
  if (options.allowOrigins?.length && !isLoopback(url)) {
    throw new TypeError('`allowOrigins` is for development: it is refused unless `url` is on loopback');
  }
  exactOrigins(options.allowOrigins ?? []);
  checkApiKeys(options.apiKeys ?? []);
  checkReceivers(options.webhooks ?? [], { allowHttp: isLoopback(url) });
  return {
    url,
    secrets,
    catalogue: createCatalogue(options.integrations ?? []),
    origins: new Set([url.origin, ...(options.origins ?? []).map(exactOrigin)]),
    redirects: new Set((options.redirects ?? []).map(safeRedirect)),
    links: linksOf(options.links),
    workspace: options.workspace ?? 'default',
    environment: environmentName(options.environment ?? 'Production'),
    trustProxy: proxies(options.trustProxy ?? 0),
    now: options.now ?? Date.now,
  };
}

const known: Record<keyof ConnectionServerOptions, true> = {
  url: true,
  database: true,
  secrets: true,
  integrations: true,
  vault: true,
  workspace: true,
  environment: true,
  permissions: true,
  origins: true,
  apiKeys: true,
  resolveUser: true,
  clientAddress: true,
  trustProxy: true,
  showInactive: true,
  publicList: true,
  allowOrigins: true,
  webhooks: true,
  onEvent: true,
  redirects: true,
  links: true,
  log: true,
  now: true,
};

/** A misspelt option would be a default that nobody chose. */
function checkNames(options: object | undefined): void {
  if (!options) throw new TypeError('createConnectionServer takes its options as an object');
  const stranger = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (stranger !== undefined) throw new TypeError(`there is no option \`${stranger}\``);
}

const kinds: Partial<Record<keyof ConnectionServerOptions, 'string' | 'boolean' | 'function'>> = {
  url: 'string',
  database: 'string',
  vault: 'function',
  workspace: 'string',
  environment: 'string',
  resolveUser: 'function',
  clientAddress: 'function',
  showInactive: 'boolean',
  publicList: 'boolean',
  onEvent: 'function',
  now: 'function',
};

/** What is of another kind would fail at the first user only, or pass for what it is not. */
function checkKinds(options: ConnectionServerOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.entries(kinds).find(([one]) => one === name)?.[1];
    if (kind && value !== undefined && typeof value !== kind) throw new TypeError(`\`${name}\` is no ${kind}`);
  }
  const { log = false } = options;
  if (log !== false && typeof log !== 'function') throw new TypeError('`log` is a function, or false');
}

const lists = ['integrations', 'apiKeys', 'origins', 'redirects', 'permissions', 'allowOrigins', 'webhooks'] as const;

/** Named here, because an entry out of a variable that is not set fails somewhere else, or not at all. */
function checkLists(options: ConnectionServerOptions): void {
  for (const name of lists) {
    const list: unknown = options[name] ?? [];
    if (!Array.isArray(list)) throw new TypeError(`\`${name}\` is a list, in [brackets]`);
    const at = list.findIndex((entry) => !entry);
    if (at >= 0) throw notSet(`${name}[${at}]`);
  }
}

function notSet(member: string): TypeError {
  return new TypeError(`\`${member}\` is empty (is its environment variable set?)`);
}

function mountUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new TypeError(`\`url\` is not a plain http(s) address: ${text}`);
  }
  if (url.protocol === 'http:' && !isLoopback(url)) throw new TypeError('`url` must be https off loopback');
  return url;
}

function exactOrigin(text: string): string {
  if (!URL.canParse(text) || new URL(text).origin !== text) {
    throw new TypeError(`\`origins\` takes exact origins such as https://app.example.com, not ${text}`);
  }
  return text;
}

/** Parsed, so that it compares with what was asked for, parsed. */
function safeRedirect(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && isSafeUrl(url) && !url.hash) return url.href;
  throw new TypeError(
    `\`redirects\` takes https addresses without userinfo or fragment (http on loopback), not ${text}`,
  );
}

function environmentName(name: string): string {
  if (isEnvironment(name)) return name;
  throw new TypeError('`environment` is a name of 1 to 64 characters of ASCII');
}

/** Anything else would believe a part of `X-Forwarded-For` that the client wrote. */
function proxies(count: number): number {
  if (Number.isInteger(count) && count >= 0) return count;
  throw new TypeError('`trustProxy` is how many proxies of your own stand in front: 0, 1, 2 ...');
}

function linksOf(links: ConnectionServerOptions['links'] = 'confirm'): 'confirm' | 'open' | 'off' {
  if (['confirm', 'open', 'off'].includes(links)) return links;
  throw new TypeError('`links` is confirm, open or off');
}
