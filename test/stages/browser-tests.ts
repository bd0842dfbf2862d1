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
  const { config: mocha } = fileConfig.testFramework;

  const runner = await startTestRunner({
    // One test that runs alone would hide all others of its file.
    config: { ...fileConfig, reporters: [], watch: false, testFramework: { config: { ...mocha, forbidOnly: true } } },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) throw new Error(`the runner did not start with ${config}`);
  // It stops by itself when it has finished; before that, what it has started is still running.
  await new Promise<void>((resolve) => runner.on('stopped', () => resolve()));
  const sessions = [...runner.sessions.all()];
  if (sessions.length === 0) throw new Error(`${config} finds no test file`);
  return count(sessions);
}

function count(sessions: readonly TestSession[]): Tally {
  const tally: Tally = { passed: 0, failures: [], notes: [] };
  const perBrowser = new Map<string, number>();
  for (const session of sessions) {
    const at = `${session.testFile ?? 'group'} in ${session.browser.name}`;
    const before = tally.passed;
    const found = session.testResults ? countSuite(session.testResults, at, tally) : undefined;
    if (found === 0) tally.failures.push(`${at}\nhas no test that runs`);
    for (const error of session.errors) tally.failures.push(`${at}\n${error.stack ?? error.message}`);
    for (const one of session.request404s) tally.failures.push(`${at}\nrequested ${one}, which does not exist`);
    if (session.testResults === undefined && session.errors.length === 0) tally.failures.push(`${at}\nnever finished`);
    perBrowser.set(session.browser.name, (perBrowser.get(session.browser.name) ?? 0) + tally.passed - before);
  }
  tally.notes = [...perBrowser].map(([name, passed]) => `${name}: ${passed} passed`);
  return tally;
}

/** Answers how many tests ran. */
function countSuite(suite: TestSuiteResult, at: string, tally: Tally): number {
  const ran = suite.tests.filter(({ skipped }) => !skipped);
  for (const test of ran) {
    if (test.passed) tally.passed++;
    else tally.failures.push(`${test.name}\n  ${at}\n${test.error?.message ?? ''}\n${test.error?.stack ?? ''}`);
  }
  return suite.suites.reduce((sum, inner) => sum + countSuite(inner, at, tally), ran.length);
}
