import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Engine = 'chromium' | 'firefox' | 'webkit';

const engines: readonly Engine[] = ['chromium', 'firefox', 'webkit'];

/** Where an installed browser is looked for: on the PATH by name, then at the usual places of each system. */
const programs: Record<Engine, { names: readonly string[]; places: readonly string[] }> = {
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'Google\\Chrome\\Application\\chrome.exe'),
      join(process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)', 'Google\\Chrome\\Application\\chrome.exe'),
      join(process.env['LOCALAPPDATA'] ?? 'C:', 'Google\\Chrome\\Application\\chrome.exe'),
      join(process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)', 'Microsoft\\Edge\\Application\\msedge.exe'),
    ],
  },
  firefox: {
    names: ['firefox-esr', 'firefox'],
    places: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'Mozilla Firefox\\firefox.exe'),
    ],
  },
  webkit: { names: ['WebKitWebDriver'], places: [] },
};

const debianPackages: Record<Engine, readonly string[]> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'xauth'],
};

/** The engines the tests run in: `BROWSERS=chromium,firefox,webkit`; else all of them in CI, and Chromium elsewhere. */
export function wantedEngines(env: NodeJS.ProcessEnv = process.env): readonly Engine[] {
  const named = env['BROWSERS']?.split(',').map((name) => name.trim());
  if (!named) return env['CI'] ? engines : ['chromium'];
  const unknown = named.find((name) => !engines.some((engine) => engine === name));
  if (unknown !== undefined) throw new Error(`BROWSERS names "${unknown}"; known are ${engines.join(', ')}.`);
  return engines.filter((engine) => named.includes(engine));
}

/** The program that drives `engine`, if it is installed. `CHROME_PATH` wins for Chromium. */
export function findBrowser(engine: Engine, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = engine === 'chromium' ? env['CHROME_PATH'] : undefined;
  if (given) return given;
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => programs[engine].names.map((name) => join(folder, name)));
  return [...onPath, ...programs[engine].places].find((file) => existsSync(file));
}

/**
 * Makes sure that every one of `wanted` is there: installs Debian's own packages where it is Debian and we are root.
 * Anywhere else what is missing is thrown as one sentence that says what to install.
 */
export function ensureBrowsers(wanted: readonly Engine[]): void {
  const missing = wanted.filter((engine) => !isInstalled(engine));
  if (missing.length === 0) return;
  if (isDebian() && process.getuid?.() === 0) install(missing.flatMap((engine) => debianPackages[engine]));
  const still = wanted.filter((engine) => !isInstalled(engine));
  if (still.length > 0) throw new Error(advice(still));
}

/** Chromium's path, installed if need be. */
export function chromium(): string {
  ensureBrowsers(['chromium']);
  const path = findBrowser('chromium');
  if (!path) throw new Error(advice(['chromium']));
  return path;
}

function isInstalled(engine: Engine): boolean {
  if (!findBrowser(engine)) return false;
  return engine !== 'webkit' || ['xvfb-run', 'xauth'].every(onPath);
}

function onPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function install(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['-qq', 'update'],
    ['-qq', '-y', 'install', '--no-install-recommends', ...packages],
  ]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed: ${stderr.trim().split('\n').at(-1)}`);
  }
}

function advice(missing: readonly Engine[]): string {
  const packages = missing.flatMap((engine) => debianPackages[engine]).join(' ');
  return missing.includes('chromium')
    ? `The tests need Chrome or Chromium: install one (on Debian: apt-get install ${packages}) or set CHROME_PATH to it.`
    : `BROWSERS asks for ${missing.join(' and ')}: on Debian, apt-get install ${packages}.`;
}
