import { existsSync } from 'node:fs';
import { startTestRunner, type TestSession, type TestSuiteResult } from '@web/test-runner';
import { ensureBrowsers, findBrowser, wantedEngines } from '../browsers.js';
import type { Tally } from './tally.js';

const config = 'test/web-test-runner.config.mjs';

/** Runs `test/**\/*.browser.ts` in real engines; a test counts once for each of them. */
export async function runBrowserTests(): Promise<Tally> {
  const engines = wantedEngines();
  ensureBrowsers(engines);
  process.env['BROWSERS'] = engines.join(',');
  process.env['CHROME_PATH'] ??= findBrowser('chromium');
  if (!existsSync(config)) throw new Error(`${config} is missing`);
  const { default: fileConfig } = await import(`../../${config}`);

  const runner = await startTestRunner({
    config: { ...fileConfig, reporters: [], watch: false },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) throw new Error(`the runner did not start with ${config}`);
  // It stops by itself when it has finished; before that, what it has started is still running.
  await new Promise<void>((resolve) => runner.on('stopped', () => resolve()));
  return count([...runner.sessions.all()]);
}

function count(sessions: readonly TestSession[]): Tally {
  const tally: Tally = { passed: 0, failures: [], notes: [] };
  const perBrowser = new Map<string, number>();
  for (const session of sessions) {
    const at = `${session.testFile ?? 'group'} in ${session.browser.name}`;
    const before = tally.passed;
    if (session.testResults) countSuite(session.testResults, at, tally);
    for (const error of session.errors) tally.failures.push(`${at}\n${error.stack ?? error.message}`);
    for (const one of session.request404s) tally.failures.push(`${at}\nrequested ${one}, which does not exist`);
    if (session.testResults === undefined && session.errors.length === 0) tally.failures.push(`${at}\nnever finished`);
    perBrowser.set(session.browser.name, (perBrowser.get(session.browser.name) ?? 0) + tally.passed - before);
  }
  tally.notes = [...perBrowser].map(([name, passed]) => `${name}: ${passed} passed`);
  return tally;
}

function countSuite(suite: TestSuiteResult, at: string, tally: Tally): void {
  for (const test of suite.tests) {
    if (test.skipped) continue;
    if (test.passed) tally.passed++;
    else tally.failures.push(`${test.name}\n  ${at}\n${test.error?.stack ?? test.error?.message ?? ''}`);
  }
  for (const inner of suite.suites) countSuite(inner, at, tally);
}
