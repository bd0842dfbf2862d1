import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ConnectionError } from '../../../contract/problem.js';
import type { Integration, SessionAction, SessionClaims } from '../../../contract/index.js';
import { httpSource } from '../../client/http-source.js';
import type { ConnectionSource } from '../../client/source.js';
import type { PickerCopy } from '../../core/copy/copy.js';
import { authMethodOf, type Failure, type Flow, type FlowEvent } from '../../core/flow.js';
import { transition } from '../../core/transition.js';
import { hasRecord, stripAttemptParameter } from '../address.js';
import { watchPolicy } from '../csp.js';
import { ConnectionFailedEvent, EmbedReadyEvent, IntegrationSelectEvent, type CreatedConnection } from '../events.js';
import { failureOf } from '../failure.js';
import { isInApp } from '../in-app.js';
import type { EmbedOptions } from '../options.js';
import { suspended } from '../suspended.js';
import { closeSignInWindow, openSignInWindow } from '../window.js';
import type { FlowHandle } from './flow-handle.js';
import { later } from './later.js';
import { listed } from './list.js';

export interface FlowHost extends ReactiveControllerHost, EventTarget, EmbedOptions {
  readonly isConnected: boolean;
  readonly shadowRoot: ShadowRoot | null;
  matches(selectors: string): boolean;
  readonly words: PickerCopy;
}

/** Holds the flow and runs what its steps need: the list, the form's request, the attempts, and what the page is told. */
export class FlowController implements ReactiveController, FlowHandle {
  connection: CreatedConnection | undefined;
  readonly watchers = new Set<(flow: Flow, previous: Flow) => void>();
  readonly #host: FlowHost;
  #flow: Flow = { step: 'closed' };
  #source: ConnectionSource | undefined;
  #claims: SessionClaims | undefined;
  #life = new AbortController();
  #work = new AbortController();
  #popup: Window | undefined;
  #refused: (url: string) => boolean = () => false;
  #ready = false;

  constructor(host: FlowHost) {
    this.#host = host;
    host.addController(this);
  }

  get source(): ConnectionSource | undefined {
    return this.#source;
  }

  get attached(): boolean {
    return this.#host.isConnected;
  }

  get flow(): Flow {
    return this.#flow;
  }

  get permissions(): readonly string[] | undefined {
    return items(this.#host.permissions);
  }

  /** What the user is told will be read: what the page asks for, else what the session allows. */
  get shownPermissions(): readonly string[] {
    return this.permissions ?? this.#claims?.permissions ?? [];
  }

  get inApp(): boolean {
    return this.#host.authMode === 'auto' && isInApp(navigator);
  }

  allows(action: SessionAction): boolean {
    return this.#claims?.allow.includes(action) ?? true;
  }

  hostConnected(): void {
    this.#life = new AbortController();
    this.#refused = watchPolicy(document, { signal: this.#life.signal });
    stripAttemptParameter();
    // The host loads in its update, when all its attributes are read.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#life.abort();
    this.#suspend();
    this.#set({ step: 'closed' });
  }

  /** Whether this tab has an attempt under way here, to be taken up before anybody opens anything. */
  get underWay(): boolean {
    try {
      return hasRecord(this.#open().startUrl);
    } catch {
      // What is set up wrong is said when it is opened.
      return false;
    }
  }

  /** (Re)loads the list from a fresh source; what was under way for an older one goes on without the page. */
  load(): void {
    const signal = this.#suspend();
    this.#source = undefined;
    this.apply({ type: 'load' });
    const listed = this.#list(signal);
    if (this.source && hasRecord(this.source.startUrl)) void this.#resume({ source: this.source, signal, listed });
  }

  apply(event: FlowEvent): void {
    const next = transition(this.#flow, event);
    if (next !== this.#flow) this.#set(next);
  }

  async failureOf(error: unknown): Promise<Failure> {
    const url = this.#source?.startUrl ?? this.#host.endpoint ?? '';
    return await failureOf(error, { refused: () => this.#refused(url) });
  }

  announce(event: Event): boolean {
    return this.#host.dispatchEvent(event);
  }

  begin(): AbortSignal {
    this.#closeWindow();
    return this.#suspend('given up');
  }

  search(query: string): void {
    this.apply({ type: 'searched', query });
  }

  filter(category: string | undefined): void {
    this.apply({ type: 'filtered', category });
  }

  /** The user chose: what is connected already is shown first, with the way to another account. */
  pick(integration: Integration): void {
    const { type } = integration;
    const accounts = this.#flow.picker?.connections;
    if (accounts?.some((one) => one.integration_type === type)) this.apply({ type: 'managed', integration_type: type });
    else this.add(integration);
  }

  add(integration: Integration): void {
    const event: FlowEvent = { type: 'chosen', integration, by: 'pick' };
    if (transition(this.#flow, event) === this.#flow) return;
    if (this.announce(new IntegrationSelectEvent(integration))) this.go(event);
  }

  present({ type, reconnect, by }: { type: string; reconnect?: string | undefined; by: 'pick' | 'preset' }): boolean {
    const { picker } = this.#flow;
    const integration = picker?.integrations.find((one) => one.type === type && one.is_active !== false);
    if (integration) {
      const known = picker?.connections.find(({ id }) => id === reconnect);
      this.go({ type: 'chosen', integration, by, reconnect, method: known && authMethodOf(known, integration) });
    }
    return integration !== undefined;
  }

  async #list(signal: AbortSignal): Promise<void> {
    const categories = items(this.#host.categories);
    const types = items(this.#host.integrations);
    await this.attempt(signal, async () => {
      const source = (this.#source = this.#open());
      const { claims, late, ...list } = await listed(source, { categories, types }, { signal });
      if (signal.aborted) return;
      this.#claims = claims;
      this.apply({ type: 'listed', ...list });
      this.preset();
      if (list.connections) return;
      const connections = await late;
      // Rows that move away from under a pointer or the focus would be worse than rows that say less.
      if (!signal.aborted && !this.#host.matches(':hover') && !this.#host.shadowRoot?.activeElement)
        this.apply({ type: 'accounts', connections });
    });
  }

  async #resume(options: { source: ConnectionSource; signal: AbortSignal; listed: Promise<void> }): Promise<void> {
    // Whatever goes wrong here, the record is still there at the next load.
    const attempts = await later.attempts().catch(() => undefined);
    await attempts?.resumeAttempt(this, options);
  }

  preset(): void {
    const { integration } = this.#host;
    if (!integration || this.present({ type: integration, by: 'preset' })) return;
    this.apply({ type: 'failed', failure: { code: 'not_offered' } });
  }

  /** Applies `event`; where it leads to signing in elsewhere the window comes first, before anything that takes time. */
  go(asked: FlowEvent, given?: 'redirect'): void {
    const { inApp } = this;
    // There the user is told first that this page leaves, and how to open it in a browser instead.
    const event = inApp && asked.type === 'chosen' ? { ...asked, by: 'preset' as const } : asked;
    const mode = given ?? (inApp || this.#host.authMode === 'redirect' ? 'redirect' : 'popup');
    const next = transition(this.#flow, event);
    if (next === this.#flow) return;
    const signal = this.begin();
    if (next.step !== 'waiting') return this.apply(event);
    const words = this.#host.words.opening(next.integration.name);
    const popup = mode === 'popup' ? openSignInWindow() : undefined;
    this.#popup = popup;
    const place = mode === 'redirect' ? 'here' : popup ? 'opening' : 'blocked';
    this.#set(transition(next, { type: 'window', window: place }));
    const source = this.#source;
    if (place === 'blocked') return;
    void this.attempt(signal, async () => {
      const { runAttempt } = await later.attempts();
      if (source && !signal.aborted) await runAttempt(this, next, { source, signal, mode, popup, words });
    });
  }

  #set(flow: Flow): void {
    const previous = this.#flow;
    this.#flow = flow;
    if (flow.step !== 'waiting') this.#closeWindow();
    this.#host.requestUpdate();
    if (flow.step === 'picking' && !this.#ready) {
      this.#ready = true;
      void this.#host.updateComplete.then(() => this.announce(new EmbedReadyEvent()));
    }
    const { failure, integration } = flow;
    if (failure && failure !== previous.failure) {
      this.#tell(failure, integration?.type);
    }
    for (const watcher of this.watchers) watcher(flow, previous);
  }

  async attempt(signal: AbortSignal, work: () => Promise<void>, options?: { writes: string }): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (signal.aborted && !options) return;
      const failure = await this.failureOf(error);
      if (!signal.aborted) this.apply({ type: 'failed', failure });
      else if (options) this.#tell(failure, options.writes);
    }
  }

  #tell({ code, request_id }: Failure, integration_type: string | undefined): void {
    this.announce(new ConnectionFailedEvent({ code, request_id, integration_type }));
  }

  /** Ends it for this page only. */
  #suspend(reason: unknown = suspended): AbortSignal {
    this.#popup = undefined;
    this.#work.abort(reason);
    this.#work = new AbortController();
    return this.#work.signal;
  }

  #closeWindow(): void {
    closeSignInWindow(this.#popup);
    this.#popup = undefined;
  }

  #open(): ConnectionSource {
    const { source, endpoint, sessionUrl, fetchSession, workspaceId, environment } = this.#host;
    if (source) return source;
    if (!endpoint) throw new ConnectionError('invalid_request', { message: 'connection-embed has no endpoint' });
    return httpSource({
      endpoint,
      sessionUrl,
      workspaceId,
      environment,
      // Looked up when called, so that a page may replace it without a reload of the list.
      fetchSession: fetchSession && ((request) => (this.#host.fetchSession ?? fetchSession)(request)),
    });
  }
}

/** A list as a page may write it. */
function items(list: readonly string[] | string | undefined): readonly string[] | undefined {
  return typeof list === 'string' ? list.split(/[\s,]+/).filter(Boolean) : list;
}
