import { checkOptions } from '../check-options.js';
import type { ConnectionServerOptions } from '../index.js';
import { isLoopback } from '../oauth/index.js';
import { checkReceivers } from '../outbox/index.js';
import { integrationLines, type IntegrationReport, reportIntegrations } from './check-integrations.js';
import { examineDatabase } from './check-store.js';
import { type Configuration, type Flags, readConfiguration } from './configuration.js';
import { type Finding, judged } from './finding.js';
import { columns, print } from './say.js';

/**
 * Judges everything `serve` would start with, and tells what each integration lacks. Reaches out to nothing but the
 * database, and changes nothing there. Ends with 1 when `serve` would not start, or not as it is meant.
 */
export async function check(flags: Flags & { json?: boolean | undefined }): Promise<void> {
  const { configuration, faults, file } = await readConfiguration(flags, process.env);
  const findings: Finding[] = [
    { what: 'config', state: 'ok', detail: file ?? 'no file; the environment alone' },
    ...faults.map(({ name, message }): Finding => ({ what: name, state: 'wrong', detail: `${name} ${message}` })),
    ...optionFindings(configuration),
    ...(await examineDatabase(configuration)),
  ];
  const integrations = reportIntegrations(configuration);
  const ok = findings.every(({ state }) => state !== 'wrong');
  print(flags.json ? JSON.stringify({ ok, findings, integrations }, null, 2) : readable(findings, integrations));
  process.exitCode = ok ? 0 : 1;
}

function optionFindings({ options, builtIn }: Configuration): Finding[] {
  const { url, origins = [], redirects = [], webhooks = [], links = 'confirm', trustProxy = 0 } = options;
  const loopback = URL.canParse(url) && isLoopback(new URL(url));
  const withUrl = (part: Partial<ConnectionServerOptions>) => () => judge({ url, ...part });
  return [
    judged('url', () => judge({ url }), loopback ? `${url}: only this machine reaches it` : url, {
      warning: loopback && process.env['NODE_ENV'] === 'production',
    }),
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

function readable(findings: readonly Finding[], integrations: readonly IntegrationReport[]): string {
  const rows = findings.map(({ what, state, detail }) => [what, state, detail]);
  return [columns(rows), ...(integrations.length > 0 ? [integrationLines(integrations)] : [])].join('\n\n');
}
