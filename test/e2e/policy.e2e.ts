import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { hostPage, provider, type HostPage } from './support/host-page.js';

let demo: RunningDemo;
let browser: Browser;
/** What the page may call its Trusted Types policies; set before it is opened. */
let policies = '';

before(async () => {
  browser = await launchChromium();
  demo = await runDemo({
    hostHeaders: (_, response) => response.setHeader('Content-Security-Policy', policy()),
  });
});
after(async () => {
  await browser.close();
  await demo.close();
});

/** Nothing but what the README tells a page to list. */
function policy(): string {
  const server = `http://127.0.0.1:${demo.port + 1}`;
  return [
    "default-src 'none'",
    `script-src 'self' ${server}`,
    `connect-src 'self' ${server}`,
    `form-action ${server}`,
    "style-src 'self'",
    "img-src 'self' data: https:",
    "require-trusted-types-for 'script'",
    `trusted-types ${policies}`,
  ].join('; ');
}

/** Tells what the browser reports, in this page and in every window it opens, before any of them goes elsewhere. */
const collect = `{
  const note = (one) => tellViolation([one.effectiveDirective, one.blockedURI ?? one.blockedURL, one.sample].join(' '));
  addEventListener('securitypolicyviolation', note);
  new ReportingObserver((reports) => reports.forEach(({ body }) => note(body)), { types: ['csp-violation'], buffered: true }).observe();
}`;

interface Opened extends HostPage {
  readonly violations: string[];
  readonly complaints: string[];
}

async function open(allowed: string, scripts: Readonly<Record<string, string>> = {}): Promise<Opened> {
  policies = allowed;
  const context: BrowserContext = await browser.newContext();
  context.setDefaultTimeout(10_000);
  const violations: string[] = [];
  await context.exposeFunction('tellViolation', (text: string) => void violations.push(text));
  await context.addInitScript({ content: collect });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const [path, body] of Object.entries(scripts))
    await page.route(path, (route) =>
      route.fulfill({ body, contentType: 'text/javascript', headers: { 'access-control-allow-origin': '*' } }),
    );
  await page.goto(`${demo.url}/?user=ada`);
  return { ...hostPage(page), complaints, violations };
}

/** A form and a sign-in, each to its end, in one shape; then nothing was refused anywhere. */
async function wholeWay(host: Opened, display: 'inline' | 'popover' | 'dialog'): Promise<void> {
  await host.removeAll();
  await host.page.reload();
  await host.embed.getByText('Northwind CRM').first().waitFor();
  await host.embed.evaluate(async (embed, shape) => {
    const tag = embed as HTMLElement & { display: string; open(): Promise<void> };
    tag.display = shape;
    await tag.open();
  }, display);
  await host.choose('Lumen Mail');
  await host.fill({ 'API Key': 'demo-good-key' });
  await host.press('Connect');
  await host.press('Connect another');
  const popup = await host.signIn('Northwind CRM');
  await provider.allow(popup);
  await host.sees('Northwind CRM is connected');
  assert.deepEqual(await host.connections(), ['lumen-mail', 'northwind-crm']);
  assert.deepEqual(host.violations, []);
  assert.deepEqual(host.complaints, []);
}

/** A page's own script, bundled as its own bundler does, in which there is one Lit. */
async function bundle(source: string): Promise<string> {
  const entry = 'virtual:host.js';
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    resolve: {
      alias: {
        'connection-embed/element': fileURLToPath(new URL('../../src/widget/element/index.ts', import.meta.url)),
      },
      dedupe: ['lit'],
    },
    plugins: [
      {
        name: 'host',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: { host: entry }, output: { codeSplitting: false } },
    },
  });
  const { output } = built as Rolldown.RolldownOutput;
  return output.flatMap((file) => (file.type === 'chunk' ? file.code : [])).join('\n');
}

const ownElement = `
  import { html, LitElement } from 'lit';
  customElements.define('acme-banner', class extends LitElement {
    render() { return html\`<p>Drawn by the page's own <b>Lit</b></p>\`; }
  });
  document.body.append(document.createElement('acme-banner'));`;

const script = await readFile(new URL('../../demo/host/page.js', import.meta.url), 'utf8');

it('W17: the script tag works on a page that allows nothing else, and nothing is reported', async () => {
  const host = await open('connection-embed');
  for (const display of ['inline', 'popover'] as const) await wholeWay(host, display);
  await host.close();
});

it('W17: so it does beside a Lit of the page’s own, whose policy comes first', async () => {
  const host = await open('connection-embed lit-html', { '**/page.js': `${await bundle(ownElement)}\n${script}` });
  await host.page.getByText("Drawn by the page's own Lit").waitFor();
  await wholeWay(host, 'dialog');
  await host.page.getByText("Drawn by the page's own Lit").waitFor();
  await host.close();
});

it('W17: so it does from npm, bundled with the page’s own Lit', async () => {
  const own = await bundle(
    `import { defineConnectionEmbed } from 'connection-embed/element';\ndefineConnectionEmbed();\n${ownElement}`,
  );
  const host = await open('lit-html', { '**/page.js': `${own}\n${script}`, '**/connection-embed.js': '' });
  await host.page.getByText("Drawn by the page's own Lit").waitFor();
  await wholeWay(host, 'popover');
  await host.close();
});

it('the policy stands: what is not listed is refused, and reported', async () => {
  const host = await open('connection-embed');
  await host.page.evaluate(() => fetch('https://elsewhere.example/').catch(() => undefined));
  const end = Date.now() + 10_000;
  while (host.violations.length === 0 && Date.now() < end)
    await host.page.evaluate(() => new Promise((done) => void requestAnimationFrame(done)));
  assert.match(host.violations[0] ?? '', /^connect-src https:\/\/elsewhere\.example/);
  await host.close();
});

it('W19: what was taken out of a page is let go of', async () => {
  const host = await open('connection-embed');
  await host.embed.getByText('Northwind CRM').first().waitFor();
  await host.page.evaluate(async () => {
    type Tag = HTMLElement & { display: string; open(): Promise<void>; updateComplete: Promise<unknown> };
    const kept: WeakRef<object>[] = [];
    for (let turn = 0; turn < 20; turn++) {
      const tag = document.createElement('connection-embed') as Tag;
      tag.setAttribute('endpoint', document.querySelector('connection-embed')?.getAttribute('endpoint') ?? '');
      tag.setAttribute('session-url', '/api/connect-session');
      tag.setAttribute('display', ['inline', 'popover', 'dialog'][turn % 3] ?? '');
      document.body.append(tag);
      await tag.updateComplete;
      await tag.open();
      await tag.updateComplete;
      tag.remove();
      kept.push(new WeakRef(tag));
    }
    Object.assign(globalThis, { kept });
  });
  const devtools = await host.context.newCDPSession(host.page);
  const alive = () =>
    host.page.evaluate(
      () => (globalThis as unknown as { kept: WeakRef<object>[] }).kept.filter((one) => one.deref()).length,
    );
  // What was asked for is still being answered, and the last one is kept by the browser for as long as it likes.
  const end = Date.now() + 10_000;
  do await devtools.send('HeapProfiler.collectGarbage');
  while ((await alive()) > 1 && Date.now() < end);
  assert.ok((await alive()) <= 1, `${await alive()} of 20 are still there`);
  await host.close();
});
