import type { DistinctProblem } from '../alike.js';
import type { PickerCopy, StepsCopy, Words } from '../copy.js';
import type { ClausesOptions } from '../permission-clauses.js';
import type { Line } from './say.js';

/** A title and the sentence below it. */
export type Pair = readonly [title: Line, text: Line];

/**
 * What a language says at the picker: `texts` as they are, `lines` with holes (see {@link Line}). The keys, and what each
 * sentence may name, are those of {@link PickerCopy}.
 */
export interface PickerWords extends Pick<PickerCopy, 'lang' | 'health' | 'categories'> {
  readonly texts: Omit<Texts<PickerCopy>, 'lang'>;
  readonly lines: Omit<Lines<PickerCopy>, 'unknownCategory' | 'hintFields' | 'hintEither'>;
  readonly stepFailed: Words;
  /** In place of the fields that a row has no room for: "2 more". */
  readonly more: Line;
}

/** What a language says at every later step, by the keys of {@link StepsCopy}: what stands alone or in a line. */
export interface StepsWords extends Pick<StepsCopy, 'renew'> {
  readonly texts: Texts<StepsCopy>;
  readonly lines: Omit<Lines<StepsCopy>, 'permissions' | 'notGranted'>;
  readonly healthDetail: Table<StepsCopy['healthDetail'], Line>;
}

/** What a language asks of the user: the `pairs` have a title and a text. */
export interface FormsWords {
  readonly pairs: Table<Pick<StepsCopy, KeyOf<StepsCopy, (about: never) => Words>>, Pair>;
  readonly methods: Table<StepsCopy['methods'], Pair>;
  readonly fieldErrors: Table<StepsCopy['fieldErrors'], Line>;
}

/** What a language says of signing in, and of what can come between. */
export interface SignInWords {
  readonly waiting: Table<StepsCopy['waiting'], Pair>;
  readonly problems: Readonly<Record<SignInProblem, Pair>>;
}

/** Problems of signing in. */
export type SignInProblem =
  | 'state_unknown'
  | 'browser_mismatch'
  | 'attempt_expired'
  | 'attempt_cancelled'
  | 'access_denied'
  | 'account_mismatch'
  | 'needs_reauth'
  | 'popup_blocked';

/** What a language calls every other problem, and what it says can be done about it. */
export type ProblemsWords = Readonly<Record<Exclude<DistinctProblem, SignInProblem>, Pair>>;

/** What a language says of permissions: clauses such as "read your {}", and the sentences they stand in. */
export interface PermissionWords {
  readonly clauses: Readonly<Record<keyof ClausesOptions['say'], string>>;
  /** The product is told of changes. */
  readonly told: string;
  /** Stands for objects by their categories: "{} data". */
  readonly data: string;
  readonly granted: string;
  readonly refused: string;
  /** By the object's name in a permission, in the form that the clauses need; for others their category stands. */
  readonly objects: Readonly<Record<string, string>>;
}

type KeyOf<C, V> = { [K in keyof C]-?: C[K] extends V ? K : never }[keyof C];
type Texts<C> = Pick<C, KeyOf<C, string>>;
type Lines<C> = Table<Pick<C, KeyOf<C, (about: never) => string>>, Line>;
type Table<T, V> = { readonly [K in keyof T]: V };
