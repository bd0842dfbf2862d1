import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ConnectionError, type Integration, type TokenAuth } from '../../../contract/index.js';
import { httpSource, type ConnectionSource } from '../../client/index.js';
import { transition, type Failure, type Flow, type FlowEvent, type PickerCopy } from '../../core/index.js';
import { watchPolicy } from '../csp.js';
import {
  ConnectionCreatedEvent,
  ConnectionFailedEvent,
  createdConnection,
  EmbedCloseEvent,
  EmbedReadyEvent,
  IntegrationSelectEvent,
  type CreatedConnection,
} from '../events.js';
import { failureOf } from '../failure.js';
import type { ConnectOptions, EmbedOptions } from '../options.js';
import { stripAttemptParameter } from '../record.js';
import { AttemptController, type AttemptHost } from './attempt-controller.js';

export interface FlowHost extends ReactiveControllerHost, EventTarget, EmbedOptions {
  readonly hasUpdated: boolean;
  readonly words: PickerCopy;
}

/** What `connect()` was asked for and has not answered yet. */
interface Asked {
  readonly type: string;
  readonly reconnect: string | undefined;
  resolve(connection: CreatedConnection): void;
  reject(reason: unknown): void;
}

/** Holds the flow and runs what its steps need: the list, the form's request, the attempts, and what the page is told. */
export class FlowController implements ReactiveController, AttemptHost {
  /** What the page was last told is connected. */
  connection: CreatedConnection | undefined;
  readonly #host: FlowHost;
  readonly #attempts = new AttemptController(this);
  #flow: Flow = { step: 'loading' };
  #source: ConnectionSource | undefined;
  #granted: readonly string[] | undefined;
  #asked: Asked | undefined;
  #life = new AbortController();
  #work = new AbortController();
  #refused: (url: string) => boolean = () => false;
  #ready = false;

  constructor(host: FlowHost) {
    this.#host = host;
    host.addController(this);
  }

  get flow(): Flow {
    return this.#flow;
  }

  get source(): ConnectionSource {
    return (this.#source ??= this.#open());
  }

  get permissions(): readonly string[] | undefined {
    return this.#host.permissions;
  }

  /** What the user is told will be read: what the page asks for, else what the session allows. */
  get shownPermissions(): readonly string[] {
    return this.permissions ?? this.#granted ?? [];
  }

  hostConnected(): void {
    this.#life = new AbortController();
    this.#refused = watchPolicy(document, { signal: this.#life.signal });
    stripAttemptParameter();
    // Before the first update the attributes may not all be read yet.
    if (this.#host.hasUpdated) this.load();
  }

  hostDisconnected(): void {
    this.#life.abort();
    this.#work.abort();
    this.#attempts.suspend();
    this.#refuse(new ConnectionError('attempt_cancelled', { message: 'the tag left the page' }));
    this.#flow = { step: 'loading' };
  }

  /** (Re)loads the list, with a fresh source; whatever was under way for an older one is given up. */
  load(): void {
    this.#attempts.suspend();
    this.#source = undefined;
    const signal = this.#begin();
    this.apply({ type: 'load' });
    const listed = this.#list(signal);
    // The list tells the user of a source that cannot be had.
    if (this.#source) void this.#attempts.resume(listed);
  }

  apply(event: FlowEvent): void {
    const previous = this.#flow;
    const next = transition(previous, event);
    if (next === previous) return;
    this.#flow = next;
    this.#host.requestUpdate();
    this.#tell(next, previous);
  }

  async failureOf(error: unknown): Promise<Failure> {
    const { endpoint } = this.#host;
    const refused = (): boolean => this.#refused(this.#source?.startUrl ?? endpoint ?? '');
    return await failureOf(error, { refused });
  }

  search(query: string): void {
    this.apply({ type: 'searched', query });
  }

  filter(category: string | undefined): void {
    this.apply({ type: 'filtered', category });
  }

  /** The user chose; the page may object. */
  pick(integration: Integration): void {
    const event: FlowEvent = { type: 'chosen', integration, by: 'pick' };
    if (transition(this.#flow, event) === this.#flow) return;
    if (this.#host.dispatchEvent(new IntegrationSelectEvent(integration))) this.#go(event);
  }

  confirm(): void {
    this.#go({ type: 'confirmed' });
  }

  retry(): void {
    if (this.#flow.step === 'problem' && !this.#flow.integration) this.load();
    else this.#go({ type: 'retried' });
  }

  /** Signs in by leaving this page, where no window can be had or is wanted. */
  continueHere(): void {
    this.#go({ type: 'retried' }, 'redirect');
  }

  back(): void {
    this.#begin();
    this.#attempts.cancel();
    this.apply({ type: 'back' });
    this.#refuse(new ConnectionError('attempt_cancelled', { message: 'the end user went back' }));
    if (this.#flow.step === 'loading') this.load();
    else this.#present();
  }

  done(): void {
    if (this.#host.dispatchEvent(new EmbedCloseEvent())) this.apply({ type: 'closed' });
  }

  /** Sends what the form holds. Nothing is kept of it here. */
  async submit(auth: TokenAuth, key: string): Promise<void> {
    if (this.#flow.step !== 'filling-form') return;
    const { integration } = this.#flow;
    const signal = this.#begin();
    this.apply({ type: 'submitted' });
    const { permissions } = this;
    const input = { integration_type: integration.type, ...(permissions && { permissions: [...permissions] }), auth };
    try {
      const connection = await this.source.createConnection(input, { key, signal });
      if (!signal.aborted) this.apply({ type: 'connected', connection, reconnected: false });
    } catch (error) {
      await this.#fail(error, signal);
    }
  }

  /** Resolves with what was connected; rejects with why it was not, or with the reason of `signal`. */
  connect(type: string, { signal, reconnect }: ConnectOptions): Promise<CreatedConnection> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#flow.step === 'waiting' || this.#flow.step === 'creating') this.back();
      this.#refuse(new ConnectionError('attempt_cancelled', { message: 'another connect() took its place' }));
      const asked: Asked = { type, reconnect, resolve, reject };
      this.#asked = asked;
      const onAbort = (): void => {
        if (this.#asked !== asked) return;
        this.#refuse(signal?.reason);
        this.back();
      };
      signal?.addEventListener('abort', onAbort, { once: true, signal: this.#life.signal });
      const { flow } = this;
      if (flow.step === 'closed' || (flow.step === 'problem' && !flow.picker)) this.load();
      else this.#present();
    });
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { categories, integrations: types } = this.#host;
    try {
      const { source } = this;
      const integrations = await source.integrations({ categories, types }, { signal });
      const granted = (await source.claims({ signal }))?.permissions;
      if (signal.aborted) return;
      this.#granted = granted;
      this.apply({ type: 'listed', integrations });
      this.#present();
    } catch (error) {
      await this.#fail(error, signal);
    }
  }

  /** Puts the user before what the host page chose, if it chose. */
  #present(): void {
    const asked = this.#asked;
    const type = asked?.type ?? this.#host.integration;
    const { flow } = this;
    if (type === undefined || !('picker' in flow) || !flow.picker) return;
    const integration = flow.picker.integrations.find((one) => one.type === type && one.is_active !== false);
    if (integration) {
      // Called in a click of the host page's own, which is as good as one of ours.
      const by = asked && navigator.userActivation?.isActive ? 'pick' : 'preset';
      this.#go({ type: 'chosen', integration, by, reconnect: asked?.reconnect });
    } else if (asked) {
      this.#refuse(new ConnectionError('not_offered', { message: `"${type}" is not offered to this end user` }));
    } else {
      this.apply({ type: 'failed', failure: { code: 'not_offered' } });
    }
  }

  /** Applies `event`; where it leads to signing in elsewhere, the window is opened first. */
  #go(event: FlowEvent, mode: 'popup' | 'redirect' = this.#host.authMode === 'redirect' ? 'redirect' : 'popup'): void {
    const next = transition(this.#flow, event);
    if (next === this.#flow) return;
    this.#begin();
    if (next.step !== 'waiting') this.apply(event);
    else this.#attempts.begin(event, { mode, words: this.#host.words.opening(next.integration.name) });
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const failure = await this.failureOf(error);
    if (!signal.aborted) this.apply({ type: 'failed', failure });
  }

  /** What the page hears of a step. */
  #tell(flow: Flow, previous: Flow): void {
    if (flow.step === 'picking' && !this.#ready) {
      this.#ready = true;
      void this.#host.updateComplete.then(() => this.#host.dispatchEvent(new EmbedReadyEvent()));
    }
    const failure = 'failure' in flow ? flow.failure : undefined;
    if (failure && !('failure' in previous && previous.failure === failure)) {
      const integration_type = 'integration' in flow ? flow.integration?.type : undefined;
      const { code, request_id } = failure;
      this.#host.dispatchEvent(new ConnectionFailedEvent({ code, request_id, integration_type }));
      if (flow.step === 'problem')
        this.#refuse(new ConnectionError(code, request_id === undefined ? {} : { request_id }));
    }
    if (flow.step === 'connected') {
      this.connection = createdConnection(flow.connection);
      this.#host.dispatchEvent(new ConnectionCreatedEvent(this.connection, flow.reconnected));
      this.#asked?.resolve(this.connection);
      this.#asked = undefined;
    }
  }

  #refuse(reason: unknown): void {
    this.#asked?.reject(reason);
    this.#asked = undefined;
  }

  /** Ends what was under way and starts anew. */
  #begin(): AbortSignal {
    this.#work.abort();
    this.#work = new AbortController();
    return this.#work.signal;
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
