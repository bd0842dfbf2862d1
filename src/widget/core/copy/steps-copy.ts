import type { ProblemAbout, StepsCopy, Words } from './copy.js';
import { mapped } from './mapped.js';
import { clausesOf } from './permission-clauses.js';
import { say, type Line, type Named } from './say.js';
import {
  alike,
  type FormsWords,
  type Pair,
  type PermissionWords,
  type PickerWords,
  type ProblemsWords,
  type SignInWords,
  type StepsWords,
} from './words.js';

export interface StepsParts {
  readonly steps: StepsWords;
  readonly forms: FormsWords;
  readonly signIn: SignInWords;
  readonly problems: ProblemsWords;
  readonly permissions: PermissionWords;
}

/** The copy of all later steps, of what one language says there and calls the categories at the picker. */
export function stepsCopy(
  { lang, categories }: Pick<PickerWords, 'lang' | 'categories'>,
  { steps, forms, signIn, problems, permissions: asked }: StepsParts,
): StepsCopy {
  const line = (words: Line) => (about: Named) => say(words, about, lang);
  const pair =
    ([title, text]: Pair) =>
    (about: Named): Words => ({ title: say(title, about, lang), text: say(text, about, lang) });
  const problem = (words: Pair) => (about: ProblemAbout) =>
    pair(words)({ ...about, wait: fromNow(about.retryAfter ?? 60, lang) });
  const said = mapped({ ...problems, ...signIn.problems }, problem);
  const clauses = (permissions: readonly string[], type: Intl.ListFormatType): string =>
    new Intl.ListFormat(lang, { type }).format(clausesOf(permissions, { asked, categories, lang }));
  return {
    ...steps.texts,
    ...mapped(steps.lines, line),
    ...mapped(forms.pairs, pair),
    methods: mapped(forms.methods, pair),
    waiting: mapped(signIn.waiting, pair),
    fieldErrors: mapped(forms.fieldErrors, line),
    healthDetail: mapped(steps.healthDetail, line),
    renew: steps.renew,
    problems: { ...said, ...mapped(alike, (code) => said[code]) },
    permissions: ({ product, permissions }) => {
      const can = clauses(permissions, 'conjunction');
      return can && say(asked.granted, { product, clauses: can }, lang);
    },
    notGranted: ({ permissions, ...about }) =>
      say(asked.refused, { ...about, clauses: clauses(permissions, 'disjunction') }, lang),
    announceProblem: (title) => title,
  };
}

/** "in 30 seconds", "in 2 minutes" */
function fromNow(seconds: number, lang: string): string {
  const relative = new Intl.RelativeTimeFormat(lang);
  return seconds < 60
    ? relative.format(Math.ceil(seconds), 'second')
    : relative.format(Math.ceil(seconds / 60), 'minute');
}
