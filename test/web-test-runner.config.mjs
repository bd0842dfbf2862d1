import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { tsImport } from 'tsx/esm/api';
import { build } from 'vite';

// Real engines, by `BROWSERS=chromium,firefox,webkit`; Chromium alone when nothing is said.

const { chromiumFlags } = await tsImport('./chromium-flags.ts', import.meta.url);
const { freePorts } = await tsImport('./e2e/support/ports.ts', import.meta.url);
const webkitPort = await freePorts(1);
const root = fileURLToPath(new URL('..', import.meta.url));
const miniBrowser = [
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
];

const launchers = {
  chromium: () =>
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {
        executablePath: firstOf([process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome']),
        args: chromiumFlags,
      },
    }),
  firefox: () =>
    puppeteerLauncher({
      launchOptions: {
        browser: 'firefox',
        executablePath: firstOf([process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox']),
        headless: true,
      },
    }),
  webkit: () =>
    named(
      'WebKit',
      webdriverLauncher({
        automationProtocol: 'webdriver',
        hostname: '127.0.0.1',
        port: webkitPort,
        path: '/',
        capabilities: {
          'wdio:enforceWebDriverClassic': true,
          'webkitgtk:browserOptions': { binary: firstOf(miniBrowser), args: ['--automation'] },
        },
      }),
    ),
};

const engines = (process.env.BROWSERS ?? 'chromium').split(',');

export default {
  rootDir: root,
  files: ['test/**/*.browser.ts', 'test/**/*.browser.tsx'],
  nodeResolve: { exportConditions: ['production', 'browser'] },
  // One page of an engine at a time: what has the focus, and how soon, is part of what is tested.
  concurrency: 1,
  concurrentBrowsers: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  testFramework: { config: { timeout: 10_000 } },
  browsers: engines.map((engine) => launchers[engine]()),
  middleware: [startPage],
  plugins: [
    bundled(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: join(root, 'tsconfig.json') }),
    ...(engines.includes('webkit') ? [webkitDriver()] : []),
  ],
};

/** Stands where a server's `/oauth/start` would, and shows what arrived there. */
async function startPage(context, next) {
  if (context.path !== '/oauth/start') return next();
  let body = '';
  for await (const chunk of context.req) body += chunk;
  const { method, headers } = context.request;
  const seen = { method, ticket: new URLSearchParams(body).get('ticket'), origin: headers.origin, url: context.url };
  context.type = 'html';
  context.body = `<!doctype html><title>started</title><script type="application/json">${JSON.stringify(seen)}</script>`;
}

/** Tests in `.tsx` come as one bundle for all engines: React's packages are CommonJS, which a browser cannot load. */
function bundled() {
  const bundles = new Map();
  return {
    name: 'bundled',
    serverStart({ fileWatcher }) {
      fileWatcher.on('change', () => bundles.clear());
    },
    async serve({ path }) {
      if (!path.endsWith('.browser.tsx')) return undefined;
      if (!bundles.has(path)) bundles.set(path, bundle(path));
      return { body: await bundles.get(path), type: 'js' };
    },
  };
}

async function bundle(path) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root,
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: join(root, path), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return result[0].output[0].code;
}

/** Starts WebKit's driver for as long as the tests run. */
function webkitDriver() {
  let driver;
  return {
    name: 'webkit-driver',
    async serverStart() {
      driver = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${webkitPort}`], {
        stdio: 'ignore',
        detached: true,
        env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
      });
      await listening(webkitPort);
    },
    serverStop() {
      try {
        process.kill(-driver.pid, 'SIGTERM');
      } catch {
        // It has ended by itself.
      }
    },
  };
}

function listening(port, tries = 100) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy()));
    socket.on('error', (error) => {
      if (tries === 0) reject(error);
      else setTimeout(() => resolve(listening(port, tries - 1)), 100);
    });
  });
}

/** The driver does not say what it drives. */
function named(name, launcher) {
  Object.defineProperty(launcher, 'name', { get: () => name, set() {} });
  return launcher;
}

function firstOf(places) {
  return places.find((place) => place && existsSync(place));
}
