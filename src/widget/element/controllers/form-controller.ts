import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TokenAuth } from '../../../contract/index.js';
import {
  authOf,
  checkField,
  fieldsOf,
  normalise,
  positionOf,
  type Flow,
  type FlowAt,
  type FormField,
} from '../../core/index.js';
import { outsidePress } from './press.js';

export type FormFlow = FlowAt<'filling-form' | 'creating'>;

export interface FormHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly flow: Flow;
}

/** What the form's view is drawn from; by position among the fields. */
export interface FormState {
  fields: readonly FormField[];
  /** Why a value is refused, as a code. */
  readonly errors: Map<number, string>;
  readonly revealed: Set<number>;
  /** Where stray space was taken off. */
  readonly trimmed: Set<number>;
}

/**
 * What the token form knows beside the flow: which fields are refused, revealed or were trimmed. Never the values:
 * they stay in the inputs, are read once when sent, and are cleared as soon as they have served.
 */
export class FormController implements ReactiveController {
  readonly model: FormState = { fields: [], errors: new Map(), revealed: new Set(), trimmed: new Set() };
  readonly #host: FormHost;
  #flow: FormFlow | undefined;
  /** What the server refused; it stands until the value is another. */
  readonly #refused = new Map<number, string>();
  #key = '';
  #focusInvalid = false;
  #connected = new AbortController();
  #outsidePress = (run: () => void): void => run();

  constructor(host: FormHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    // A page kept for Back must not keep a key on screen.
    const onHide = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      this.#clear();
      this.#host.requestUpdate();
    };
    const { signal } = this.#connected;
    window.addEventListener('pagehide', onHide, { signal });
    this.#outsidePress = outsidePress({ signal });
  }

  hostDisconnected(): void {
    this.#connected.abort();
    this.#clear();
  }

  /** Before each render: a form that was left is cleared while its inputs are still there. */
  hostUpdate(): void {
    const { flow } = this.#host;
    if (flow.step === 'filling-form' || flow.step === 'creating') this.#enter(flow);
    else if (this.#flow) this.#clear();
  }

  hostUpdated(): void {
    if (!this.#focusInvalid) return;
    this.#focusInvalid = false;
    this.#input([...this.model.errors.keys()].sort((a, b) => a - b)[0] ?? -1)?.focus();
  }

  left(at: number): void {
    this.#outsidePress(() => this.#judgeLeft(at));
  }

  #judgeLeft(at: number): void {
    const field = this.model.fields[at];
    const input = this.#input(at);
    // Leaving a field nobody has touched is no mistake yet.
    if (!field || !input || this.#flow?.step !== 'filling-form' || valueOf(input) === '') return;
    this.#judge(at, this.#read(at));
    this.#host.requestUpdate();
  }

  changed(at: number): void {
    this.#key = '';
    this.#refused.delete(at);
    const stood = this.model.errors.delete(at);
    if (this.model.trimmed.delete(at) || stood) this.#host.requestUpdate();
  }

  reveal(at: number): void {
    if (!this.model.revealed.delete(at)) this.model.revealed.add(at);
    this.#host.requestUpdate();
  }

  /**
   * Everything typed, checked and ready to send; undefined, with focus on the first refused field, when it is not.
   * `key` stays the same until something is changed, so that a second try after a lost answer creates nothing twice.
   */
  take(): { auth: TokenAuth; key: string } | undefined {
    const flow = this.#flow;
    if (flow?.step !== 'filling-form') return undefined;
    const values = this.model.fields.map((_, at) => this.#read(at));
    // What the server refused may be fine by now; it is asked again.
    this.#refused.clear();
    for (const [at, value] of values.entries()) this.#judge(at, value);
    this.#host.requestUpdate();
    if (this.model.errors.size) {
      this.#focusInvalid = true;
      return undefined;
    }
    this.model.revealed.clear();
    this.#key ||= crypto.randomUUID();
    return { auth: authOf(flow.integration, values), key: this.#key };
  }

  #enter(flow: FormFlow): void {
    const previous = this.#flow;
    this.#flow = flow;
    if (previous?.integration !== flow.integration) {
      this.#forget();
      this.model.fields = fieldsOf(flow.integration);
    }
    if (flow.step !== 'filling-form' || (previous?.step === 'filling-form' && previous.failure === flow.failure))
      return;
    for (const { path, code } of flow.errors) {
      const at = positionOf(path);
      if (at === undefined || at >= this.model.fields.length) continue;
      this.#refused.set(at, code);
      this.model.errors.set(at, code);
    }
    this.#focusInvalid = this.model.errors.size > 0;
  }

  #judge(at: number, value: string): void {
    const field = this.model.fields[at];
    const error = field && (checkField(field, value) ?? this.#refused.get(at));
    if (error) this.model.errors.set(at, error);
    else this.model.errors.delete(at);
  }

  /** The value without stray space; what was taken off is taken off the input too, and said. */
  #read(at: number): string {
    const input = this.#input(at);
    if (!input) return '';
    const { value, trimmed } = normalise(valueOf(input), this.model.fields[at]);
    if (trimmed) this.model.trimmed.add(at);
    if (!isCheckbox(input) && input.value !== value) input.value = value;
    return value;
  }

  #clear(): void {
    for (const at of this.model.fields.keys()) {
      const input = this.#input(at);
      if (input && !isCheckbox(input)) input.value = '';
    }
    this.#flow = undefined;
    this.#forget();
  }

  #forget(): void {
    this.model.errors.clear();
    this.model.revealed.clear();
    this.model.trimmed.clear();
    this.#refused.clear();
    this.#key = '';
  }

  #input(at: number): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      `#field-${at}`,
    );
  }
}

function valueOf(input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement): string {
  return isCheckbox(input) ? String(input.checked) : input.value;
}

function isCheckbox(input: HTMLElement): input is HTMLInputElement {
  return input instanceof HTMLInputElement && input.type === 'checkbox';
}
