import type { AttemptHandle, ConnectionSource } from '../../client/index.js';
import type { Failure, Flow, FlowAt, FlowEvent } from '../../core/index.js';
import { attemptRecord, type AttemptRecord } from '../record.js';
import { closeSignInWindow, openSignInWindow } from '../window.js';
import { later } from './later.js';
import type { SignedIn } from './sign-in.js';

/** What the controller of the flow lends to the one of its attempts. */
export interface AttemptHost {
  readonly flow: Flow;
  readonly permissions: readonly string[] | undefined;
  /** The source that the list came from. */
  readonly source: ConnectionSource;
  apply(event: FlowEvent): void;
  failureOf(error: unknown): Promise<Failure>;
}

/** What is under way for the user's current choice. */
interface Work {
  readonly abort: AbortController;
  readonly source: ConnectionSource;
  readonly record: AttemptRecord;
  readonly popup?: Window | undefined;
  handle?: AttemptHandle | undefined;
}

/**
 * The OAuth half of the flow: opens the window in the click, lets the lazily loaded rest run the attempt, and gives it
 * up again. At most one attempt at a time.
 */
export class AttemptController {
  readonly #host: AttemptHost;
  #work: Work | undefined;

  constructor(host: AttemptHost) {
    this.#host = host;
  }

  /**
   * Applies `event`, which is about to make the flow wait, and begins its attempt; `words` stand in the window
   * meanwhile. To be called in the click itself: the window comes first, then anything that takes time.
   */
  begin(event: FlowEvent, { mode, words }: { mode: 'popup' | 'redirect'; words: string }): void {
    this.cancel();
    const popup = mode === 'popup' ? openSignInWindow(words) : undefined;
    this.#host.apply(event);
    const { flow } = this.#host;
    if (flow.step !== 'waiting') closeSignInWindow(popup);
    else if (mode === 'popup' && !popup) this.#host.apply({ type: 'window', window: 'blocked' });
    else void this.#run(this.#start({ popup }), flow, mode);
  }

  /** The user gives up what is under way: here, at the server, and in the other window. */
  cancel(): void {
    const work = this.#end();
    if (!work?.handle) return;
    work.record.forget(work.handle);
    // What cannot be cancelled now expires by itself.
    work.source.cancelAttempt(work.handle).catch(() => undefined);
  }

  /** The tag leaves the page: nothing of it goes on here, the window stays, and the attempt can be resumed. */
  suspend(): void {
    const work = this.#work;
    this.#work = undefined;
    work?.abort.abort();
    if (work?.handle) work.record.release(work.handle);
  }

  /** Goes on with what this tab had under way; `listed` settles when the list is there or is known to fail. */
  async resume(listed: Promise<void>): Promise<void> {
    const { source } = this.#host;
    const handle = attemptRecord(source.startUrl).claim();
    if (!handle) return;
    const work = this.#start({ handle });
    const { signal } = work.abort;
    try {
      const { afterLoad, resumed } = await later.resume();
      const [found] = await Promise.all([resumed(handle, { source, signal }), listed.then(afterLoad)]);
      if (signal.aborted) return;
      if (!found) {
        this.#end();
        work.record.forget(handle);
        return;
      }
      if (found.status !== 'connected') this.#show(found.integration_type);
      await this.#outcome(work, async () => (await later.signIn()).follow(handle, { source, signal, found }));
    } catch {
      // Not known for now; the next load asks again.
      if (this.#work === work) this.suspend();
    }
  }

  #start(parts: Pick<Work, 'popup' | 'handle'>): Work {
    const { source } = this.#host;
    this.#work = { ...parts, source, record: attemptRecord(source.startUrl), abort: new AbortController() };
    return this.#work;
  }

  #end(): Work | undefined {
    const work = this.#work;
    this.#work = undefined;
    work?.abort.abort();
    closeSignInWindow(work?.popup);
    return work;
  }

  async #run(work: Work, { integration, reconnect }: FlowAt<'waiting'>, mode: 'popup' | 'redirect'): Promise<void> {
    const { permissions } = this.#host;
    const input = {
      integration_type: integration.type,
      mode,
      ...(permissions && { permissions: [...permissions] }),
      ...(reconnect !== undefined && { connection_id: reconnect }),
      ...(mode === 'redirect' && { return_to: location.href }),
    };
    await this.#outcome(work, async () => {
      const { signIn } = await later.signIn();
      return await signIn({
        input,
        key: crypto.randomUUID(),
        source: work.source,
        signal: work.abort.signal,
        popup: work.popup,
        onWindow: (window) => this.#host.apply({ type: 'window', window }),
        onCreated: (handle) => {
          work.handle = handle;
          work.record.remember(handle);
        },
      });
    });
  }

  async #outcome(work: Work, signedIn: () => Promise<SignedIn>): Promise<void> {
    const { signal } = work.abort;
    try {
      const result = await signedIn();
      if (signal.aborted) return;
      this.#end();
      if (work.handle) work.record.forget(work.handle);
      this.#host.apply({ type: 'connected', ...result });
    } catch (error) {
      const failure = signal.aborted ? undefined : await this.#host.failureOf(error);
      if (signal.aborted || !failure) return;
      this.cancel();
      this.#host.apply({ type: 'failed', failure });
    }
  }

  /** A resumed attempt that is open, or ended badly, is shown where it would have been. */
  #show(type: string): void {
    const { flow } = this.#host;
    const integration = 'picker' in flow && flow.picker?.integrations.find((one) => one.type === type);
    if (!integration) return;
    this.#host.apply({ type: 'chosen', integration, by: 'pick' });
    // Nothing is known of a window any more; it may well be there.
    this.#host.apply({ type: 'window', window: 'closed' });
  }
}
