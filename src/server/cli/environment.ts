import * as z from 'zod/mini';

/** One variable of the environment. `--help` and the README are written from this table. */
export interface Variable {
  readonly name: keyof Environment;
  /** What `check` calls it: the option of `createConnectionServer`, where there is one. */
  readonly part: string;
  /** What it is. */
  readonly what: string;
  /** What holds without it. */
  readonly otherwise: string;
}

/** Everything the command line reads from its environment beside the variables of the integrations. */
export const environment: readonly Variable[] = [
  {
    name: 'CONNECTION_EMBED_URL',
    part: 'url',
    what: 'where browsers and providers reach the server, with the path it is mounted at',
    otherwise: 'http://localhost:{port}',
  },
  { name: 'PORT', part: 'port', what: 'port to listen on', otherwise: 'that of a loopback url, else 4001' },
  {
    name: 'CONNECTION_EMBED_DATA',
    part: 'data',
    what: 'folder of the database and of the secret',
    otherwise: './data',
  },
  {
    name: 'DATABASE_URL',
    part: 'database',
    what: '`file:` with a path, or `postgres://...`',
    otherwise: 'connections.db in the folder',
  },
  {
    name: 'CONNECTION_EMBED_SECRET',
    part: 'secrets',
    what: 'secrets of 32 characters or more, comma-separated; the first seals, all open',
    otherwise: 'one made in an empty folder; PostgreSQL needs it given',
  },
  {
    name: 'CONNECTION_EMBED_API_KEY',
    part: 'apiKeys',
    what: 'keys of your backend, comma-separated, beside those of `keys create`',
    otherwise: 'none',
  },
  {
    name: 'CONNECTION_EMBED_ORIGINS',
    part: 'origins',
    what: 'exact origins of the pages that hold the tag, comma-separated',
    otherwise: 'the origin of the url',
  },
  {
    name: 'CONNECTION_EMBED_REDIRECTS',
    part: 'redirects',
    what: 'exact addresses that links and hosted pages may lead back to, comma-separated',
    otherwise: 'none',
  },
  { name: 'CONNECTION_EMBED_WORKSPACE', part: 'workspace', what: 'the workspace id', otherwise: 'default' },
  {
    name: 'CONNECTION_EMBED_LINKS',
    part: 'links',
    what: 'what a connection made through a link is: `confirm` (pending), `open` or `off`',
    otherwise: 'confirm',
  },
  {
    name: 'CONNECTION_EMBED_TRUST_PROXY',
    part: 'trustProxy',
    what: 'how many proxies of your own stand in front',
    otherwise: '0',
  },
  {
    name: 'CONNECTION_EMBED_WEBHOOK_URL',
    part: 'webhooks',
    what: 'who is told of what happens to connections',
    otherwise: 'nobody',
  },
  {
    name: 'CONNECTION_EMBED_WEBHOOK_SECRET',
    part: 'webhooks',
    what: 'its secret: `whsec_` and 24 to 64 bytes in base64',
    otherwise: 'needed with a webhook url',
  },
  {
    name: 'LOG_LEVEL',
    part: 'log',
    what: 'the least that is logged: `info`, `warn`, `error` or `silent`',
    otherwise: 'info',
  },
];

/** What is wrong with one variable or flag; never its value, which can be a secret. */
export interface Fault {
  readonly name: string;
  readonly message: string;
}

/** Reads the variables, each judged by itself. What is wrong is left out and told; an empty one counts as not set. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): {
  environment: Environment;
  faults: readonly Fault[];
} {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = Environment.safeParse(set);
  if (read.success) return { environment: read.data, faults: [] };
  const faults = read.error.issues.map(({ path, message }) => ({ name: String(path[0]), message }));
  const wrong = new Set(faults.map(({ name }) => name));
  const rest = Object.fromEntries(Object.entries(set).filter(([name]) => !wrong.has(name)));
  return { environment: Environment.parse(rest), faults };
}

/** A port as it is written in a flag or variable. */
export const Port = z.pipe(
  z
    .string()
    .check(z.refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535, 'is no port')),
  z.transform(Number),
);

/** Comma-separated entries, each of which passes `test`. */
const list = (test: (entry: string) => boolean, message: string) =>
  z.pipe(
    z.pipe(z.string(), z.transform(entriesOf)),
    z.array(z.string()).check(z.refine((entries) => entries.every(test), message)),
  );

const Environment = z.object({
  CONNECTION_EMBED_URL: z.optional(
    z.string().check(z.refine(isWebAddress, 'is no http(s) address such as https://app.example.com/connect')),
  ),
  PORT: z.optional(Port),
  CONNECTION_EMBED_DATA: z.optional(z.string()),
  DATABASE_URL: z.optional(
    z
      .string()
      .check(z.regex(/^(file:.+|:memory:|postgres(ql)?:\/\/.+)$/i, 'is neither `file:` with a path nor `postgres://`')),
  ),
  CONNECTION_EMBED_SECRET: z.optional(list((secret) => secret.length >= 32, 'holds one of fewer than 32 characters')),
  CONNECTION_EMBED_API_KEY: z.optional(list((key) => key.length >= 12, 'holds one of fewer than 12 characters')),
  CONNECTION_EMBED_ORIGINS: z.optional(
    list((one) => isWebAddress(one) && new URL(one).origin === one, 'takes exact origins: https://app.example.com'),
  ),
  CONNECTION_EMBED_REDIRECTS: z.optional(
    list(isWebAddress, 'takes exact addresses: https://app.example.com/connected'),
  ),
  CONNECTION_EMBED_WORKSPACE: z.optional(z.string()),
  CONNECTION_EMBED_LINKS: z.optional(z.enum(['confirm', 'open', 'off'], 'is none of confirm, open, off')),
  CONNECTION_EMBED_TRUST_PROXY: z.optional(
    z.pipe(z.string().check(z.regex(/^\d$/, 'is no number of proxies from 0 to 9')), z.transform(Number)),
  ),
  CONNECTION_EMBED_WEBHOOK_URL: z.optional(z.string().check(z.refine(isWebAddress, 'is no http(s) address'))),
  CONNECTION_EMBED_WEBHOOK_SECRET: z.optional(z.string()),
  LOG_LEVEL: z.optional(z.enum(['info', 'warn', 'error', 'silent'], 'is none of info, warn, error, silent')),
});
export type Environment = z.infer<typeof Environment>;

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
