import { checkOptions } from '../check-options.js';
import type { ConnectionServerOptions } from '../index.js';
import { isLoopback } from '../oauth/index.js';
import { checkReceivers } from '../outbox/index.js';
import { integrationLines, type IntegrationReport, reportIntegrations } from './check-integrations.js';
import { examineDatabase } from './check-store.js';
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
    const part = environment.find((variable) => variable.name === name)?.part ?? 'port';
    return { what: part, state: 'wrong', detail: `${name} ${message}` };
  });
  const production = env['NODE_ENV'] === 'production';
  const judgements = [...optionFindings(configuration, production), ...(await examineDatabase(configuration))];
  const findings: Finding[] = [
    { what: 'config', state: 'ok', detail: file ?? 'no file; the environment alone' },
    ...wrong,
    // Judged without what is wrong, so nothing is left to say of it.
    ...judgements.filter(({ what }) => !wrong.some((one) => one.what === what)),
  ];
  const ok = findings.every(({ state }) => state !== 'wrong');
  return { ok, findings, integrations: reportIntegrations(configuration) };
}

function optionFindings({ options, builtIn }: Configuration, production: boolean): Finding[] {
  const { url, apiKeys = [], origins = [], redirects = [], webhooks = [], links = 'confirm', trustProxy = 0 } = options;
  const loopback = URL.canParse(url) && isLoopback(new URL(url));
  const withUrl = (part: Partial<ConnectionServerOptions>) => () => judge({ url, ...part });
  return [
    judged('url', () => judge({ url }), loopback ? `${url}: only this machine reaches it` : url, {
      warning: loopback && production,
    }),
    judged('apiKeys', () => {}, `${apiKeys.length} given, beside those of \`connection-embed keys list\``),
    judged('origins', withUrl({ origins }), origins.join(', ') || 'that of the url alone'),
    judged('redirects', withUrl({ redirects }), redirects.join(', ') || 'none: links lead back to nowhere'),
    judged('links', withUrl({ links }), links),
    judged(
      'webhooks',
      () => checkReceivers(webhooks, { allowHttp: loopback }),
      // The path of a receiver can be as good as a key.
      webhooks.map((one) => new URL(one.url).origin).join(', ') || 'nobody is told',
    ),
    judged('trustProxy', () => {}, `${trustProxy} of your own in front`),
    // What none of these names, such as a misspelt option.
    judged('options', () => judge({ ...options, ...(builtIn.length > 0 && { integrations: [] }) }), 'all known'),
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
