import type { Flow } from '../../core/flow.js';
import { ConnectionFailedEvent } from '../events.js';
import { isFramed } from '../framed.js';
import type { FurnishedHost, FurnishOptions, Furniture } from '../furnish.js';
import { later } from './later.js';

/** Gets everything after the first sight, once; when it does not arrive the user is told, at the step that needs it. */
export class Furnishing {
  /** What has arrived. */
  furniture: Furniture | undefined;
  /** Whether a step is on screen whose own code did not arrive. */
  missing = false;
  /** Whether the user has taken a step already. */
  acted = false;
  readonly #host: FurnishedHost;
  readonly #options: Omit<FurnishOptions, 'acted'>;
  #under: Promise<Furniture> | undefined;

  constructor(host: FurnishedHost, options: Omit<FurnishOptions, 'acted'>) {
    this.#host = host;
    this.#options = options;
  }

  /** Rejects with `network_failed` when it does not arrive; the next call tries again. */
  get(): Promise<Furniture> {
    return (this.#under ??= this.#get());
  }

  /** Tries again what the step on screen is missing; what leads to another window waits for what guards the press. */
  retry(): void {
    this.missing = false;
    const { flow } = this.#options;
    const at = flow.flow;
    if (at.step === 'problem' && !at.integration) flow.load();
    else if (at.step === 'problem' && !isFramed()) flow.go({ type: 'retried' });
    this.#host.requestUpdate();
  }

  async #get(): Promise<Furniture> {
    try {
      const { furnish } = await later.afterPicker();
      return (this.furniture = await furnish(this.#host, { ...this.#options, acted: this.acted }));
    } catch (error) {
      this.#under = undefined;
      this.#tell();
      throw error;
    } finally {
      this.#host.requestUpdate();
    }
  }

  #tell(): void {
    const { flow } = this.#options.flow;
    this.missing = !isFirst(flow);
    const integration_type = flow.integration?.type;
    const failure = { code: 'network_failed', integration_type, request_id: undefined } as const;
    if (this.missing) this.#host.dispatchEvent(new ConnectionFailedEvent(failure));
  }
}

/**
 * Whether a step is drawn by what the tag starts with. With a page of another origin around this one the list is none, for
 * what knows whether that page hides what is pressed has yet to arrive.
 */
export function isFirst({ step }: Flow): boolean {
  return step === 'closed' || ((step === 'loading' || step === 'picking') && !isFramed());
}
