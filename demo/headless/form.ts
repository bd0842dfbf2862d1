import {
  checkField,
  fieldErrorWords,
  fieldsOf,
  inputFieldsOf,
  inputsOf,
  normalise,
  positionOf,
  type FlowAt,
} from 'connection-embed/core';
import type { Drawing } from './draw.js';
import { element } from './element.js';
import { fieldRow } from './field.js';

type FormFlow = FlowAt<'asking-inputs'> | FlowAt<'filling-form'> | FlowAt<'creating'>;

/** The fields of a token form, or what a sign-in asks for first. Values are in the controls and nowhere else. */
export function formView(flow: FormFlow, { copy, actions, typed }: Drawing): Node[] {
  const { integration } = flow;
  const asking = flow.step === 'asking-inputs';
  const busy = flow.step === 'creating';
  const fields = asking ? inputFieldsOf(integration) : fieldsOf(integration);
  const rows = fields.map((field, position) => fieldRow(field, { copy, disabled: busy, value: typed[position] ?? '' }));
  const words = asking ? copy.continueTo(integration.name) : busy ? copy.connecting : copy.connect;
  const send = element('button', { className: 'main', disabled: busy }, words);
  const leave = element('button', { type: 'button' }, copy.back);
  leave.addEventListener('click', actions.back);
  const form = element('form', { noValidate: true }, ...rows.map(({ row }) => row), send, leave);

  const refuse = (position: number, code: string): void => {
    const field = fields[position];
    if (!field) return;
    const { label } = field;
    rows[position]?.refuse(fieldErrorWords(code, { copy, field, label, integration: integration.name }));
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = fields.map((field, position) => normalise(rows[position]?.value() ?? '', field).value);
    const codes = fields.map((field, position) => checkField(field, values[position] ?? ''));
    for (const row of rows) row.refuse('');
    for (const [position, code] of codes.entries()) if (code) refuse(position, code);
    if (codes.some(Boolean)) form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    else if (asking) actions.inputs(inputsOf(integration, values));
    else actions.submit(values);
  });
  if (flow.step === 'filling-form')
    for (const { path, code } of flow.errors) refuse(positionOf(path, fields) ?? -1, code);

  const steps = (integration.token_instructions ?? []).map((text) => element('li', {}, text));
  return asking || steps.length === 0 ? [form] : [element('ol', {}, ...steps), form];
}
