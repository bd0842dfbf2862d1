import type { ReactiveController } from 'lit';
import { ConnectionError } from '../../../contract/problem.js';
import type { Connection, SessionAction, SessionClaims } from '../../../contract/index.js';
import { httpSource } from '../../client/http-source.js';
import type { ConnectionSource } from '../../client/source.js';
import type { Failure, Flow, FlowEvent } from '../../core/flow.js';
import { transition } from '../../core/transition.js';
import { hasRecord, stripAttemptParameter } from '../address.js';
import { watchPolicy } from '../csp.js';
import { ConnectionFailedEvent, EmbedReadyEvent, type CreatedConnection } from '../events.js';
import { failureOf } from '../failure.js';
import { isInApp } from '../in-app.js';
import { suspended } from '../suspended.js';
import { closeSignInWindow, openSignInWindow } from '../window.js';
import { notOffered, preset } from './choosing.js';
import type { FlowHandle, FlowHost } from './flow-handle.js';
import { later } from './later.js';
import { listed } from './list.js';

/** Holds the flow and runs what its steps need: the list, the form's request, the attempts, and what the page is told. */
export class FlowController implements ReactiveController, FlowHandle {
  connection: CreatedConnection | undefined;
  readonly watchers = new Set<(flow: Flow, previous: Flow) => void>();
  flow: Flow = { step: 'closed' };
  source: ConnectionSource | undefined;
  readonly host: FlowHost;
  #claims: SessionClaims | undefined;
  #life = new AbortController();
  #work = new AbortController();
  #popup: Window | undefined;
  #refused: (url: string) => boolean = () => false;
  #ready = false;
  /** Until the list is asked for anew, or the tag leaves the page. */
  #loaded = new AbortController();
  /** Accounts that came after the list, and are to be added to it. */
  #late: readonly Connection[] | undefined;

  constructor(host: FlowHost) {
    this.host = host;
    host.addController(this);
  }

  get permissions(): readonly string[] | undefined {
    return items(this.host.permissions);
  }

  /** What the user is told will be read: what the page asks for, else what the session allows. */
  get shownPermissions(): readonly string[] {
    return this.permissions ?? this.#claims?.permissions ?? [];
  }

  get inApp(): boolean {
    return this.host.authMode === 'auto' && isInApp(navigator);
  }

  allows(action: SessionAction): boolean {
    return this.#claims?.allow.includes(action) ?? true;
  }

  hostConnected(): void {
    this.#life = new AbortController();
    this.#refused = watchPolicy(document, { signal: this.#life.signal });
    stripAttemptParameter();
    // The host loads in its update, when all its attributes are read.
    this.host.requestUpdate();
  }

  hostUpdate(): void {
    if (!this.#late) return;
    const { flow, host } = this;
    // Rows that move away from under a pointer or the focus would be worse than rows that say less for a while.
    if (flow.step === 'picking' && (host.matches(':hover') || host.shadowRoot?.activeElement)) return;
    this.apply({ type: 'accounts', connections: this.#late });
    this.#late = undefined;
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
    this.apply({ type: 'load' });
    const listed = this.#list(signal);
    const { source } = this;
    // Whatever goes wrong here, the record is still there at the next load.
    if (source && hasRecord(source.startUrl))
      later.afterPicker().then(
        ({ resumeAttempt }) => void resumeAttempt(this, { source, signal, listed }),
        () => undefined,
      );
  }

  apply(event: FlowEvent): void {
    const next = transition(this.flow, event);
    if (next !== this.flow) this.#set(next);
  }

  async failureOf(error: unknown): Promise<Failure> {
    const url = this.source?.startUrl ?? this.host.endpoint ?? '';
    return await failureOf(error, { refused: () => this.#refused(url) });
  }

  begin(): AbortSignal {
    this.#closeWindow();
    return this.#suspend('given up');
  }

  async #list(signal: AbortSignal): Promise<void> {
    this.source = undefined;
    const loaded = this.#loaded.signal;
    const categories = items(this.host.categories);
    const types = items(this.host.integrations);
    await this.attempt(signal, async () => {
      const source = (this.source = this.#open());
      const { claims, late, ...list } = await listed(source, { categories, types }, { signal, loaded });
      if (signal.aborted) return;
      this.#claims = claims;
      this.apply({ type: 'listed', ...list });
      // Unless connect() has gone on from here.
      if (!signal.aborted && !preset(this)) throw notOffered(this.host.integration);
      if (list.connections) return;
      void late.then((connections) => {
        if (loaded.aborted) return;
        this.#late = connections;
        this.host.requestUpdate();
      });
    });
  }

  /** Applies `event`; where it leads to signing in elsewhere the window comes first, before anything that takes time. */
  go(asked: FlowEvent, given?: 'redirect'): void {
    const { inApp } = this;
    // There the user is told first that this page leaves, and how to open it in a browser instead.
    const event = inApp && asked.type === 'chosen' ? { ...asked, by: 'preset' as const } : asked;
    const mode = given ?? (inApp || this.host.authMode === 'redirect' ? 'redirect' : 'popup');
    const next = transition(this.flow, event);
    if (next === this.flow) return;
    const signal = this.begin();
    if (next.step !== 'waiting') return this.apply(event);
    const popup = (this.#popup = mode === 'popup' ? openSignInWindow() : undefined);
    const place = mode === 'redirect' ? 'here' : popup ? 'opening' : 'blocked';
    this.#set(transition(next, { type: 'window', window: place }));
    const { source } = this;
    if (place === 'blocked') return;
    void this.attempt(signal, async () => {
      const { runAttempt } = await later.afterPicker();
      if (source && !signal.aborted) await runAttempt(this, next, { source, signal, mode, popup });
    });
  }

  #set(flow: Flow): void {
    const previous = this.flow;
    this.flow = flow;
    if (flow.step !== 'waiting') this.#closeWindow();
    this.host.requestUpdate();
    if (flow.step === 'picking' && !this.#ready) {
      this.#ready = true;
      void this.host.updateComplete.then(() => this.host.dispatchEvent(new EmbedReadyEvent()));
    }
    const { failure, integration } = flow;
    const type = flow.step === 'removing' ? flow.connection.integration_type : integration?.type;
    if (failure && failure !== previous.failure) this.#tell(failure, type);
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
    this.host.dispatchEvent(new ConnectionFailedEvent({ code, request_id, integration_type }));
  }

  /** Ends it for this page only. */
  #suspend(reason: unknown = suspended): AbortSignal {
    // One that still says that it opens has nothing to wait for.
    if (this.flow.step === 'waiting' && this.flow.window === 'opening') this.#closeWindow();
    this.#popup = undefined;
    this.#work.abort(reason);
    this.#work = new AbortController();
    if (reason === suspended) {
      this.#late = undefined;
      this.#loaded.abort();
      this.#loaded = new AbortController();
    }
    return this.#work.signal;
  }

  #closeWindow(): void {
    closeSignInWindow(this.#popup);
    this.#popup = undefined;
  }

  #open(): ConnectionSource {
    const { source, endpoint, sessionUrl, fetchSession, workspaceId, environment } = this.host;
    if (source) return source;
    if (!endpoint) throw new ConnectionError('invalid_request', { message: 'connection-embed has no endpoint' });
    return httpSource({
      endpoint,
      sessionUrl,
      workspaceId,
      environment,
      // Looked up when called, so that a page may replace it without a reload of the list.
      fetchSession: fetchSession && ((request) => (this.host.fetchSession ?? fetchSession)(request)),
    });
  }
}

/** A list as a page may write it. */
function items(list: readonly string[] | string | undefined): readonly string[] | undefined {
  return typeof list === 'string' ? list.split(/[\s,]+/).filter(Boolean) : list;
}
