import { checkOptions } from '../check-options.js';
import type { ConnectionServerOptions } from '../index.js';
import { isLoopback } from '../oauth/index.js';
import { integrationLines, type IntegrationReport, reportIntegrations } from './check-integrations.js';
import { examineDatabase } from './check-store.js';
import { judgedWebhooks } from './check-webhooks.js';
import { type Configuration, type Flags, readConfiguration } from './configuration.js';
import { environment } from './environment.js';
import { type Finding, judged } from './finding.js';
import { columns, json, print } from './say.js';

/** Everything `check` finds out. */
export interface Report {
  /** Whether `serve` would start, and as it is meant. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly integrations: readonly IntegrationReport[];
}

/** Prints what {@link examine} finds. Ends with 1 when something is wrong. */
export async function check(flags: Flags & { json?: boolean | undefined }): Promise<void> {
  const report = await examine(flags, process.env);
  print(flags.json ? json(report, { indent: 2 }) : readable(report));
  process.exitCode = report.ok ? 0 : 1;
}

/**
 * Judges everything `serve` would start with, and tells what each integration lacks. Reaches out to nothing but the
 * database, and changes nothing there.
 */
export async function examine(flags: Flags, env: NodeJS.ProcessEnv): Promise<Report> {
  const { configuration, faults, file } = await readConfiguration(flags, env);
  const wrong = faults.map(({ name, message }): Finding => {
    return { what: partOf(name, file), state: 'wrong', detail: `${name} ${message}` };
  });
  const production = env['NODE_ENV'] === 'production';
  const read: Finding = { what: 'config', state: 'ok', detail: file ?? 'no file; the environment alone' };
  const judgements = [read, ...optionFindings(configuration, production), ...(await examineDatabase(configuration))];
  const findings: Finding[] = [
    ...wrong,
    ...strangers(env),
    // Judged without what is wrong, so nothing is left to say of it.
    ...judgements.filter(({ what }) => !wrong.some((one) => one.what === what)),
  ];
  const ok = findings.every(({ state }) => state !== 'wrong');
  return { ok, findings, integrations: reportIntegrations(configuration) };
}

/** What a fault is a fault of: the option behind a variable, a flag or a member of the file, or the file as a whole. */
function partOf(name: string, file: string | undefined): string {
  if (name === file) return 'config';
  return name === '--port' ? 'port' : (environment.find((variable) => variable.name === name)?.part ?? name);
}

/** Variables that look like ours: misspelt, each would be a default that nobody chose. */
function strangers(env: NodeJS.ProcessEnv): Finding[] {
  const names = Object.keys(env).filter(
    (name) => name.startsWith('CONNECTION_EMBED_') && !environment.some((variable) => variable.name === name),
  );
  if (names.length === 0) return [];
  const detail = `nothing reads ${names.join(', ')}: connection-embed --help lists what is read`;
  return [{ what: 'environment', state: 'warning', detail }];
}

function optionFindings({ options, builtIn }: Configuration, production: boolean): Finding[] {
  const {
    apiKeys = [],
    origins = [],
    redirects = [],
    webhooks = [],
    links = 'confirm',
    trustProxy = 0,
    ...rest
  } = options;
  const loopback = URL.canParse(options.url) && isLoopback(new URL(options.url));
  const reach = loopback ? `${options.url}: only this machine reaches it` : options.url;
  const warning = loopback && production;
  const ofUrl = judged('url', () => judge({ url: options.url }), reach, { warning });
  // What is wrong with the url is said once; all else is judged as if it were right.
  const url = ofUrl.state === 'wrong' ? 'http://localhost:4001' : options.url;
  const withUrl = (part: Partial<ConnectionServerOptions>) => () => judge({ url, ...part });
  return [
    ofUrl,
    judged('apiKeys', withUrl({ apiKeys }), `${apiKeys.length} given, beside those of \`connection-embed keys list\``),
    judged('origins', withUrl({ origins }), origins.join(', ') || 'that of the url alone'),
    judged('redirects', withUrl({ redirects }), redirects.join(', ') || 'none: links lead back to nowhere'),
    judged('links', withUrl({ links }), links),
    judgedWebhooks(webhooks, { loopback: isLoopback(new URL(url)), allowed: options.allowOrigins ?? [] }),
    judged('trustProxy', withUrl({ trustProxy }), `${trustProxy} of your own in front`),
    // What none of these names, such as a misspelt option.
    judged('options', () => judge({ ...rest, url, ...(builtIn.length > 0 && { integrations: [] }) }), 'all known'),
  ];
}

/** The judgement of the server itself, with nothing else to find fault with. */
function judge(part: Partial<ConnectionServerOptions>): void {
  const place = part.vault || part.integrations ? {} : { integrations: [] };
  checkOptions({ ...place, ...part, secrets: ['-'.repeat(32)] });
}

function readable({ findings, integrations }: Report): string {
  const rows = findings.map(({ what, state, detail }) => [what, state, detail]);
  return [columns(rows), ...(integrations.length > 0 ? [integrationLines(integrations)] : [])].join('\n\n');
}
