import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { checkField, fieldsOf, inputFieldsOf, isHidden, longestOf, normalise, positionOf } from '../../core/index.js';
import { formKey, type Draft, type FormFlow } from './drafts.js';
import { ConnectionCreatedEvent } from '../events.js';
import type { FieldState } from '../views/field-model.js';
import type { FlowHandle } from './flow-handle.js';
import { controlAt, fieldOf, readFile, readInput, writeInput } from './form-inputs.js';
import { outsidePress } from './press.js';

export interface FormHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * What a form knows beside the flow: which fields are refused, revealed or were trimmed. Never the values: they stay in
 * the inputs, are read when they are sent, and are cleared as soon as they have served. Those of a form that was left
 * wait here, and nowhere else, for the user to come back; until the account is connected or the page goes.
 */
export class FormController implements ReactiveController {
  /** What the form's view is drawn from. */
  fields: readonly FieldState[] = [];
  readonly #host: FormHost;
  /** Forms that wait for the user to come back; in memory, and nowhere else. */
  readonly #drafts = new Map<string, Draft>();
  readonly #handle: FlowHandle;
  #flow: FormFlow | undefined;
  #key = '';
  /** What waits for the inputs to be drawn. */
  #due: (() => void)[] = [];
  #connected = new AbortController();
  #outsidePress: ReturnType<typeof outsidePress> | undefined;

  constructor(host: FormHost, handle: FlowHandle) {
    this.#host = host;
    this.#handle = handle;
    host.addController(this);
    handle.watchers.add((flow) => {
      if (flow.step === 'loading') this.#drop();
      else if (flow.step === 'connected') this.#drop(flow.connection.integration_type);
    });
    // Where the user has gone elsewhere meanwhile, no step says so.
    handle.host.addEventListener('connection-created', (event) => {
      if (event instanceof ConnectionCreatedEvent) this.#drop(event.detail.connection.integration_type);
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
    this.#outsidePress?.(() => this.#judgeLeft(at));
  }

  #judgeLeft(at: number): void {
    const field = this.fields[at];
    // Leaving a field nobody has touched is no mistake yet.
    if (!field || this.#flow?.step === 'creating' || !readInput(this.#host.renderRoot, at)) return;
    if (field.type === 'checkbox') return;
    this.#check(field, at);
    this.#host.requestUpdate();
  }

  changed(event: Event): void {
    const at = fieldOf(event);
    const field = this.fields[at];
    if (!field) return;
    this.#key = '';
    field.error = field.refused = undefined;
    field.trimmed = false;
    this.#host.requestUpdate();
    if (event.target instanceof HTMLInputElement && event.target.files?.length) void this.#choose(at, event.target);
  }

  reveal(at: number): void {
    const field = this.fields[at];
    if (field) field.revealed = !field.revealed;
    this.#host.requestUpdate();
  }

  /**
   * Everything typed, checked and ready to send; undefined, with focus on the first refused field, when it is not.
   * `key` stays the same until something is changed, so that a second try after a lost answer creates nothing twice.
   */
  take(): { values: readonly string[]; key: string } | undefined {
    if (!this.#flow || this.#flow.step === 'creating') return undefined;
    const values = this.fields.map((field, at) => {
      // What the server refused may be fine by now; it is asked again.
      field.refused = undefined;
      return this.#check(field, at);
    });
    this.#host.requestUpdate();
    if (this.fields.some(({ error }) => error)) {
      this.#due.push(() => this.#focusRefused());
      return undefined;
    }
    for (const field of this.fields) field.revealed = false;
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
      const field = this.fields[positionOf(path, this.fields) ?? -1];
      if (field) field.error = field.refused = code;
    }
    this.#due.push(() => this.#focusRefused());
  }

  /** Another form is about to be drawn, as it was left or with the values it begins with. */
  #begin(flow: FormFlow): void {
    this.#leave();
    const asked = (flow.step === 'asking-inputs' ? inputFieldsOf : fieldsOf)(flow.integration);
    const draft = this.#drafts.get(formKey(flow));
    this.fields = asked.map((field, at) => ({ ...field, file: draft?.files[at] }));
    this.#due.push(() => {
      for (const [at, field] of asked.entries())
        writeInput(this.#host.renderRoot, at, draft?.values[at] ?? (isHidden(field) ? '' : (field.default ?? '')));
    });
  }

  /** The form is not on screen any more. */
  #leave(): void {
    if (!this.#flow) return;
    const { type } = this.#flow.integration;
    const values = this.fields.map((_, at) => readInput(this.#host.renderRoot, at) ?? '');
    this.#drafts.set(formKey(this.#flow), { type, values, files: this.fields.map(({ file }) => file) });
    this.#empty();
  }

  /** What was typed is done with: all of it, or what was meant for one integration. */
  #drop(type?: string): void {
    const meant = (one: string | undefined): boolean => type === undefined || one === type;
    for (const [key, draft] of this.#drafts) if (meant(draft.type)) this.#drafts.delete(key);
    if (meant(this.#flow?.integration.type)) this.#empty();
  }

  #empty(): void {
    for (const at of this.fields.keys()) writeInput(this.#host.renderRoot, at, '');
    this.fields = [];
    this.#flow = undefined;
    this.#key = '';
    this.#due = [];
  }

  #focusRefused(): void {
    const { renderRoot } = this.#host;
    const first = this.fields.findIndex(({ error }) => error);
    controlAt(renderRoot, first)?.focus();
    // The field in use comes last, so that it is in sight in any case. Not all engines scroll to one that has the focus already.
    for (const shown of ['[part=banner]', '[part=input]:focus'])
      renderRoot.querySelector(shown)?.scrollIntoView({ block: 'nearest' });
  }

  /** What the file holds becomes the value, unless the form was left meanwhile. */
  async #choose(at: number, input: HTMLInputElement): Promise<void> {
    const field = this.fields[at];
    if (!field) return;
    // Three bytes are one character at least, so that what is too long reads as too long.
    const file = await readFile(input, 3 * longestOf(field) + 3).catch(() => undefined);
    if (this.fields[at] !== field) return;
    writeInput(this.#host.renderRoot, at, file?.text ?? '');
    field.file = file?.name;
    this.#check(field, at);
    this.#host.requestUpdate();
  }

  /** The value without stray space, judged; what was taken off is taken off the input too, and said. */
  #check(field: FieldState, at: number): string {
    const { renderRoot } = this.#host;
    const { value, trimmed } = normalise(readInput(renderRoot, at) ?? '', field);
    if (trimmed) field.trimmed = true;
    writeInput(renderRoot, at, value);
    field.error = checkField(field, value) ?? field.refused;
    return value;
  }
}
