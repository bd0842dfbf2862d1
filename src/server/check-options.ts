import type { ConnectionServerOptions } from './options.js';

interface CheckedOptions {
  readonly url: URL;
  readonly secrets: readonly string[];
  readonly origins: ReadonlySet<string>;
  readonly workspace: string;
  readonly environment: string;
  readonly now: () => number;
}

/** Reads the options once, at start. Throws a TypeError that names the option and what it lacks. */
export function checkOptions(options: ConnectionServerOptions): CheckedOptions {
  const url = mountUrl(options.url ?? 'http://localhost:4001');
  const secrets = options.secrets.flatMap((secret) => (secret ? [secret] : []));
  if (secrets.length === 0) {
    throw new TypeError(
      '`secrets` needs at least one secret of 32 characters or more (is CONNECTION_EMBED_SECRET set?)',
    );
  }
  if ((options.integrations === undefined) === (options.vault === undefined)) {
    throw new TypeError('give either `integrations` or `vault`');
  }
  if (options.allowOrigins?.length && !isLoopback(url)) {
    throw new TypeError('`allowOrigins` is for development: it is refused unless `url` is on loopback');
  }
  return {
    url,
    secrets,
    origins: new Set([url.origin, ...(options.origins ?? []).map(exactOrigin)]),
    workspace: options.workspace ?? 'default',
    environment: options.environment ?? 'Production',
    now: options.now ?? Date.now,
  };
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

function isLoopback(url: URL): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}
