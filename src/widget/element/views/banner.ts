import { html, nothing, type TemplateResult } from 'lit';
import { positionOf } from '../../core/index.js';
import type { FieldsModel } from './field-model.js';
import { problemWords, type ProblemWordsOptions } from './problem-words.js';
import { stepGlyphs } from './step-glyphs.js';

/** A refusal of the whole; one that names a field is said there, and stays away from here when it is mended there. */
export function bannerView(model: FieldsModel & ProblemWordsOptions): TemplateResult | typeof nothing {
  const { flow, fields } = model;
  if (!flow.failure) return nothing;
  if (flow.failure.errors?.some(({ path }) => positionOf(path, fields) !== undefined)) return nothing;
  const words = problemWords(flow, model);
  return words ? noticeView(html`<strong>${words.title}</strong> ${words.text}`) : nothing;
}

/** What stands out between the rest of a step. */
export function noticeView(words: unknown, part = 'banner'): TemplateResult {
  return html`<div part=${part}>
    ${stepGlyphs.warning}
    <p>${words}</p>
  </div>`;
}
