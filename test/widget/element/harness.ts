import type { Integration } from '../../../src/contract/index.js';
import {
  defineConnectionEmbed,
  type ConnectionCreatedEvent,
  type ConnectionEmbed,
  type ConnectionFailedEvent,
  type Flow,
} from '../../../src/widget/element/index.js';
import { connectionTo, integrations } from '../../../stories/integrations.js';
import { scriptedSource, type Script } from '../../../stories/scripted-source.js';

export { connectionTo, integrations };

defineConnectionEmbed();

export const startUrl = `${location.origin}/oauth/start`;

type Role =
  | 'button'
  | 'textbox'
  | 'combobox'
  | 'listbox'
  | 'option'
  | 'heading'
  | 'link'
  | 'status'
  | 'img'
  | 'group'
  | 'toolbar'
  | 'form';

export interface Embed {
  readonly element: ConnectionEmbed;
  readonly source: ReturnType<typeof scriptedSource>;
  readonly created: ConnectionCreatedEvent[];
  readonly failed: ConnectionFailedEvent[];
  readonly selected: Event[];
  /** The first of this role whose accessible name is, or matches, `name`. */
  find(role: Role, name?: string | RegExp): HTMLElement;
  has(role: Role, name?: string | RegExp): boolean;
  all(role: Role, name?: string | RegExp): HTMLElement[];
  /** Chooses an integration of the list. */
  choose(name: string): Promise<void>;
  /** Clicks a button. */
  press(name: string | RegExp): Promise<void>;
  /** Types into the field with this label, and leaves it. */
  fill(label: string, value: string): Promise<void>;
  search(query: string): Promise<void>;
  key(key: string): Promise<void>;
  /** Waits for a step, and while waiting for a state of the window. */
  at(step: Flow['step'], window?: string): Promise<void>;
  settled(): Promise<void>;
  text(): string;
  remove(): void;
}

export interface EmbedOptions {
  script?: Script;
  set?: Partial<ConnectionEmbed>;
  into?: HTMLElement;
}

/** Puts a tag into the page that speaks to a scripted source, and a user in front of it. */
export async function embed({ script, set = {}, into = document.body }: EmbedOptions = {}): Promise<Embed> {
  const source = scriptedSource({ startUrl, ...script });
  const element = document.createElement('connection-embed');
  Object.assign(element, { source, copy: { product: 'Acme' }, ...set });
  const created: ConnectionCreatedEvent[] = [];
  const failed: ConnectionFailedEvent[] = [];
  const selected: Event[] = [];
  element.addEventListener('connection-created', (event) => created.push(event));
  element.addEventListener('connection-failed', (event) => failed.push(event));
  element.addEventListener('integration-select', (event) => selected.push(event));
  into.append(element);
  await element.updateComplete;

  const root = element.renderRoot;
  const all: Embed['all'] = (role, name) =>
    [...root.querySelectorAll<HTMLElement>(selectors[role])].filter((one) => visible(one) && fits(nameOf(one), name));
  const find: Embed['find'] = (role, name) => {
    const [found] = all(role, name);
    if (!found) throw new Error(`no ${role} ${name ?? ''} in: ${text()}`);
    return found;
  };
  const text = (): string => (root.textContent ?? '').replace(/\s+/g, ' ');
  const settled = async (): Promise<void> => {
    await element.updateComplete;
    await element.updateComplete;
  };
  const until = async (condition: () => boolean, what: string): Promise<void> => {
    const end = performance.now() + 8000;
    while (!condition()) {
      if (performance.now() > end)
        throw new Error(`${what} did not come; at ${JSON.stringify(element.flow.step)}: ${text()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await settled();
  };

  return {
    element,
    source,
    created,
    failed,
    selected,
    all,
    find,
    text,
    settled,
    has: (role, name) => all(role, name).length > 0,
    choose: async (name) => {
      await until(() => all('option', new RegExp(`^${name}`)).length > 0, name);
      find('option', new RegExp(`^${name}`)).click();
      await settled();
    },
    press: async (name) => {
      await until(() => all('button', name).length > 0, `button ${name}`);
      find('button', name).click();
      await settled();
    },
    fill: async (label, value) => {
      await until(() => all('textbox', label).length > 0, `field ${label}`);
      const input = find('textbox', label);
      if (!(input instanceof HTMLInputElement)) throw new Error(`${label} is no input`);
      input.focus();
      type(input, value);
      input.blur();
      await settled();
    },
    search: async (query) => {
      await until(() => all('combobox').length > 0, 'the search');
      const input = find('combobox');
      if (!(input instanceof HTMLInputElement)) throw new Error('the search is no input');
      input.focus();
      type(input, query);
      await settled();
    },
    key: async (key) => {
      const target = element.shadowRoot?.activeElement ?? element;
      const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
      if (target.dispatchEvent(event) && key === 'Enter' && target instanceof HTMLButtonElement) target.click();
      await settled();
    },
    at: (step, state) =>
      until(
        () =>
          element.flow.step === step &&
          (state === undefined || (element.flow.step === 'waiting' && element.flow.window === state)) &&
          !root.querySelector('[part=skeleton]'),
        `${step} ${state ?? ''}`,
      ),
    remove: () => element.remove(),
  };
}

/** Waits until `condition` holds; for what happens outside the tag. */
export async function eventually(condition: () => unknown, what = 'it'): Promise<void> {
  const end = performance.now() + 8000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Resolves after one more task of the page, for what must not have happened by then. */
export async function aTaskLater(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

export interface Windows {
  /** Every window that was asked for, in order; each is a frame of its own, with a document of its own. */
  readonly opened: HTMLIFrameElement[];
  readonly names: string[];
  /** What arrived at `/oauth/start` in the window at `index`. */
  arrived(index?: number): Promise<{ method: string; ticket: string; origin: string; url: string }>;
}

/** Gives the page windows that are frames: they can be looked into, and closing them is removing them. */
export function frameWindows({ onOpen }: { onOpen?: (opened: typeof globalThis) => void } = {}): Windows {
  const opened: HTMLIFrameElement[] = [];
  const names: string[] = [];
  window.open = (_url, name) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    opened.push(frame);
    names.push(name ?? '');
    onOpen?.(frame.contentWindow as unknown as typeof globalThis);
    // A frame cannot close itself, and forgets what was put on its window when it navigates.
    const handle = {
      get closed() {
        return !frame.isConnected;
      },
      get document() {
        return frame.contentDocument;
      },
      close: () => frame.remove(),
    };
    return handle as unknown as Window;
  };
  cleanups.push(() => opened.forEach((frame) => frame.remove()));
  return {
    opened,
    names,
    arrived: async (index = 0) => {
      const data = () => opened[index]?.contentDocument?.querySelector('script[type="application/json"]')?.textContent;
      await eventually(data, 'the form');
      return JSON.parse(data() ?? '');
    },
  };
}

/** The browser lets no window be opened. */
export function noWindows(how: () => Window | null = () => null): { asked: number } {
  const counted = { asked: 0 };
  window.open = () => {
    counted.asked++;
    return how();
  };
  return counted;
}

const cleanups: (() => void)[] = [];
const open = window.open;

/** After each test: nothing of it is left in the page or its storage. */
export function cleanUp(): void {
  for (const element of document.querySelectorAll('connection-embed')) element.remove();
  for (const clean of cleanups.splice(0)) clean();
  window.open = open;
  sessionStorage.clear();
  localStorage.clear();
}

/** The device has no network, as far as the browser knows; answers with what brings it back. */
export function offline(): () => void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
  const back = (): void => void Reflect.deleteProperty(navigator, 'onLine');
  cleanups.push(back);
  return () => {
    back();
    window.dispatchEvent(new Event('online'));
  };
}

/** What the console is told while the test runs. */
export function warnings(): unknown[][] {
  const { warn } = console;
  const told: unknown[][] = [];
  console.warn = (...words: unknown[]) => told.push(words);
  cleanups.push(() => (console.warn = warn));
  return told;
}

/** As many integrations as are asked for, whose names sort as they are numbered. */
export function manyIntegrations(
  count: number,
  overrides: (at: number) => Partial<Integration> = () => ({}),
): Integration[] {
  return Array.from({ length: count }, (_, at) =>
    anIntegration({ type: `t${at}`, name: `Number ${at}`, categories: [`c${at % 5}`], ...overrides(at) }),
  );
}

/** An integration of one's own, with overrides. */
export function anIntegration(overrides: Partial<Integration> = {}): Integration {
  return { type: 'acme', name: 'Acme CRM', categories: ['crm'], ...overrides };
}

function type(input: HTMLInputElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

const selectors: Record<Role, string> = {
  button: 'button',
  textbox: 'input:not([role]):not([type=checkbox]), textarea',
  combobox: '[role=combobox]',
  listbox: '[role=listbox]',
  option: '[role=option], option',
  heading: 'h1, h2, h3',
  link: 'a[href]',
  status: '[role=status]',
  img: '[role=img]',
  group: '[role=group]',
  toolbar: '[role=toolbar]',
  form: 'form',
};

/** Drawn, and where it stands in a list, in one that has room for it. */
function visible(element: HTMLElement): boolean {
  const list = element.closest('[role=listbox]');
  return element.getClientRects().length > 0 && (!list || list.clientHeight >= 44);
}

function fits(name: string, wanted: string | RegExp | undefined): boolean {
  return wanted === undefined || (typeof wanted === 'string' ? name === wanted : wanted.test(name));
}

/** The accessible name, as far as this tag's markup can have one. */
function nameOf(element: HTMLElement): string {
  const root = element.getRootNode();
  const labelled = element.getAttribute('aria-labelledby');
  if (labelled && root instanceof ShadowRoot) return clean(root.getElementById(labelled)?.textContent);
  const label = element.getAttribute('aria-label');
  if (label) return label;
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
    return clean(element.labels?.[0]?.textContent);
  const copy = element.cloneNode(true);
  if (copy instanceof HTMLElement) for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
  return clean(copy.textContent);
}

function clean(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
