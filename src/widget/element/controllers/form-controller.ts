import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  checkField,
  fieldsOf,
  inputFieldsOf,
  isHidden,
  longestOf,
  normalise,
  positionOf,
  type FormField,
} from '../../core/index.js';
import { createDrafts, formKey, type FormFlow } from './drafts.js';
import type { FlowHandle } from './flow-handle.js';
import { controlAt, fieldOf, readFile, readInput, writeInput } from './form-inputs.js';
import { outsidePress } from './press.js';

export interface FormHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What the form's view is drawn from; by position among the fields. */
export interface FormState {
  fields: readonly FormField[];
  /** Why a value is refused, as a code. */
  readonly errors: Map<number, string>;
  readonly revealed: Set<number>;
  /** Where stray space was taken off. */
  readonly trimmed: Set<number>;
  /** The names of chosen files. */
  readonly files: Map<number, string>;
}

/**
 * What a form knows beside the flow: which fields are refused, revealed or were trimmed. Never the values: they stay in
 * the inputs, are read when they are sent, and are cleared as soon as they have served. Those of a form that was left
 * wait here, and nowhere else, for the user to come back; until the account is connected or the page goes.
 */
export class FormController implements ReactiveController {
  readonly model: FormState = {
    fields: [],
    errors: new Map(),
    revealed: new Set(),
    trimmed: new Set(),
    files: new Map(),
  };
  readonly #host: FormHost;
  readonly #drafts = createDrafts();
  readonly #handle: FlowHandle;
  #flow: FormFlow | undefined;
  /** What the server refused; it stands until the value is another. */
  readonly #refused = new Map<number, string>();
  #key = '';
  /** What waits for the inputs to be drawn. */
  #due: (() => void)[] = [];
  #connected = new AbortController();
  #outsidePress = (run: () => void): void => run();

  constructor(host: FormHost, handle: FlowHandle) {
    this.#host = host;
    this.#handle = handle;
    host.addController(this);
    handle.watchers.add((flow) => {
      if (flow.step === 'loading') this.#drop();
      else if (flow.step === 'connected') this.#drop(flow.connection.integration_type);
    });
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    // A page kept for Back must not keep a key on screen.
    const onHide = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      this.#drop();
      this.#host.requestUpdate();
    };
    const { signal } = this.#connected;
    window.addEventListener('pagehide', onHide, { signal });
    this.#outsidePress = outsidePress({ signal });
  }

  hostDisconnected(): void {
    this.#connected.abort();
    this.#drop();
  }

  /** Before each render: a form that was left is emptied while its inputs are still there. */
  hostUpdate(): void {
    const { flow } = this.#handle;
    if (flow.step === 'filling-form' || flow.step === 'creating' || flow.step === 'asking-inputs') this.#enter(flow);
    else this.#leave();
  }

  hostUpdated(): void {
    for (const run of this.#due.splice(0)) run();
  }

  /** The user has left a field. */
  left(event: Event): void {
    const at = fieldOf(event);
    if (at !== undefined) this.#outsidePress(() => this.#judgeLeft(at));
  }

  #judgeLeft(at: number): void {
    const { renderRoot } = this.#host;
    // Leaving a field nobody has touched is no mistake yet.
    if (!this.#flow || this.#flow.step === 'creating' || !readInput(renderRoot, at)) return;
    if (controlAt(renderRoot, at)?.matches('[type=checkbox]')) return;
    this.#judge(at, this.#read(at));
    this.#host.requestUpdate();
  }

  changed(event: Event): void {
    const at = fieldOf(event);
    if (at === undefined) return;
    this.#key = '';
    this.#refused.delete(at);
    const stood = this.model.errors.delete(at);
    if (this.model.trimmed.delete(at) || stood) this.#host.requestUpdate();
    if (event.target instanceof HTMLInputElement && event.target.files?.length) void this.#choose(at, event.target);
  }

  reveal(at: number): void {
    if (!this.model.revealed.delete(at)) this.model.revealed.add(at);
    this.#host.requestUpdate();
  }

  /**
   * Everything typed, checked and ready to send; undefined, with focus on the first refused field, when it is not.
   * `key` stays the same until something is changed, so that a second try after a lost answer creates nothing twice.
   */
  take(): { values: readonly string[]; key: string } | undefined {
    if (!this.#flow || this.#flow.step === 'creating') return undefined;
    const values = this.model.fields.map((_, at) => this.#read(at));
    // What the server refused may be fine by now; it is asked again.
    this.#refused.clear();
    for (const [at, value] of values.entries()) this.#judge(at, value);
    this.#host.requestUpdate();
    if (this.model.errors.size) {
      this.#due.push(() => this.#focusRefused());
      return undefined;
    }
    this.model.revealed.clear();
    this.#key ||= crypto.randomUUID();
    return { values, key: this.#key };
  }

  #enter(flow: FormFlow): void {
    const previous = this.#flow;
    const entered = !previous || formKey(previous) !== formKey(flow);
    if (entered) this.#begin(flow);
    this.#flow = flow;
    if (!flow.failure || (!entered && previous.failure === flow.failure)) return;
    for (const { path, code } of flow.failure.errors ?? []) {
      const at = positionOf(path, this.model.fields);
      if (at === undefined) continue;
      this.#refused.set(at, code);
      this.model.errors.set(at, code);
    }
    this.#due.push(() => this.#focusRefused());
  }

  /** Another form is about to be drawn, as it was left or with the values it begins with. */
  #begin(flow: FormFlow): void {
    this.#leave();
    const fields = (flow.step === 'asking-inputs' ? inputFieldsOf : fieldsOf)(flow.integration);
    const draft = this.#drafts.of(flow);
    this.model.fields = fields;
    for (const [at, name] of draft?.files ?? []) this.model.files.set(at, name);
    this.#due.push(() => {
      for (const [at, field] of fields.entries())
        writeInput(this.#host.renderRoot, at, draft?.values[at] ?? (isHidden(field) ? '' : (field.default ?? '')));
    });
  }

  /** The form is not on screen any more. */
  #leave(): void {
    if (!this.#flow) return;
    const { renderRoot } = this.#host;
    const values = this.model.fields.map((_, at) => readInput(renderRoot, at) ?? '');
    this.#drafts.keep(this.#flow, { values, files: new Map(this.model.files) });
    this.#empty();
  }

  /** What was typed is done with: all of it, or what was meant for one integration. */
  #drop(type?: string): void {
    this.#drafts.drop(type);
    if (type === undefined || this.#flow?.integration.type === type) this.#empty();
  }

  #empty(): void {
    const { errors, revealed, trimmed, files, fields } = this.model;
    for (const at of fields.keys()) writeInput(this.#host.renderRoot, at, '');
    for (const known of [errors, revealed, trimmed, files, this.#refused]) known.clear();
    this.#flow = undefined;
    this.#key = '';
    this.#due = [];
  }

  #focusRefused(): void {
    const { renderRoot } = this.#host;
    const first = Math.min(...this.model.errors.keys());
    if (this.model.errors.size) controlAt(renderRoot, first)?.focus();
    // The field in use comes last, so that it is in sight in any case. Not all engines scroll to one that has the focus already.
    for (const shown of ['[part=banner]', '[part=input]:focus'])
      renderRoot.querySelector(shown)?.scrollIntoView({ block: 'nearest' });
  }

  /** What the file holds becomes the value, unless the form was left meanwhile. */
  async #choose(at: number, input: HTMLInputElement): Promise<void> {
    const [form, field] = [this.#flow, this.model.fields[at]];
    if (!form || !field) return;
    // Three bytes are one character at least, so that what is too long reads as too long.
    const file = await readFile(input, 3 * longestOf(field) + 3).catch(() => undefined);
    if (!this.#flow || formKey(this.#flow) !== formKey(form)) return;
    writeInput(this.#host.renderRoot, at, file?.text ?? '');
    if (file) this.model.files.set(at, file.name);
    else this.model.files.delete(at);
    this.#judge(at, this.#read(at));
    this.#host.requestUpdate();
  }

  #judge(at: number, value: string): void {
    const field = this.model.fields[at];
    const error = field && (checkField(field, value) ?? this.#refused.get(at));
    if (error) this.model.errors.set(at, error);
    else this.model.errors.delete(at);
  }

  /** The value without stray space; what was taken off is taken off the input too, and said. */
  #read(at: number): string {
    const { renderRoot } = this.#host;
    const { value, trimmed } = normalise(readInput(renderRoot, at) ?? '', this.model.fields[at]);
    if (trimmed) this.model.trimmed.add(at);
    writeInput(renderRoot, at, value);
    return value;
  }
}
