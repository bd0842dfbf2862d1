import { alike } from '../alike.js';
import type { ProblemAbout, StepsCopy, Words } from '../copy.js';
import { entry, mapped } from '../merge.js';
import { permissionClauses, type ClausesOptions } from '../permission-clauses.js';
import { fromNow } from '../sentence.js';
import { say, type Line, type Named } from './say.js';
import type {
  FormsWords,
  Pair,
  PermissionWords,
  PickerWords,
  ProblemsWords,
  SignInWords,
  StepsWords,
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
  const options: ClausesOptions = {
    lang,
    categories,
    say: mapped(asked.clauses, line),
    told: asked.told,
    objectWords: (object) => entry(asked.objects, object),
    data: line(asked.data),
  };
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
      const clauses = permissionClauses(permissions, 'conjunction', options);
      return clauses && say(asked.granted, { product, clauses }, lang);
    },
    notGranted: ({ permissions, ...about }) => {
      const clauses = permissionClauses(permissions, 'disjunction', options);
      return say(asked.refused, { ...about, clauses }, lang);
    },
  };
}
