import type { AuthMethod, ProblemCode } from '../../../contract/index.js';
import type { FieldErrorCode } from '../fields.js';
import type { SignInWindow } from '../flow.js';

/** A heading and the sentence below it. */
export interface Words {
  readonly title: string;
  readonly text: string;
}

/** Whom a sentence may name. Without `product` it speaks of "this page". */
export interface About {
  readonly product: string | undefined;
}

/** What a problem's words may name; any of it can be unknown. */
export interface ProblemAbout extends About {
  readonly integration: string | undefined;
  /** Whom the connection that is renewed belongs to, if that is known. */
  readonly account?: string | undefined;
  /** Seconds after which a try makes sense. */
  readonly retryAfter: number | undefined;
  /** Whether this device had no network, as far as the browser knows; the list is then asked for again by itself. */
  readonly offline: boolean;
}

/** What the words for a refused value may name. */
export interface FieldErrorAbout {
  readonly label: string;
  readonly integration: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly example: string | undefined;
}

/**
 * How a connection is: `expiring` works until a known time and does not renew itself, `needs_reauth` no longer works,
 * `paused` was put to rest by the embedding product.
 */
export type Health = 'healthy' | 'expiring' | 'needs_reauth' | 'paused';

/** The words of the picker's first sight; they travel with it. */
export interface PickerCopy {
  /** BCP 47 tag of the language these words are in, for the `lang` of what they stand in. */
  readonly lang: string;
  /** Name of the embedding product, the only key with no default. */
  readonly product?: string | undefined;

  readonly title: string;
  readonly privacy: (about: About) => string;

  /** Accessible name of the search field. */
  readonly search: string;
  readonly searchPlaceholder: (count: number) => string;
  readonly clearSearch: string;

  /** Accessible name of the chips. */
  readonly categoriesLabel: string;
  readonly allCategories: string;
  /** By category name; one that is missing here is shown by `unknownCategory`. */
  readonly categories: Readonly<Record<string, string>>;
  readonly unknownCategory: (category: string) => string;

  /** Headings inside the list. */
  readonly connectedBefore: string;
  readonly recent: string;
  readonly popular: string;
  readonly allIntegrations: string;
  /** Those below what is connected, used or popular. */
  readonly otherIntegrations: string;

  /** What comes next, in a row. */
  readonly hintSignIn: string;
  readonly hintFields: (labels: readonly string[]) => string;
  readonly hintUnavailable: string;
  /** Several ways, of which the user chooses one: "Sign in or API key". */
  readonly hintEither: (hints: readonly string[]) => string;

  /** What a row says of accounts that are connected: their number where there are several, and how they are. */
  readonly accounts: (count: number) => string;
  readonly health: Readonly<Record<Health, string>>;

  /** Closes a popover or dialog. */
  readonly close: string;
  /** Below the skeleton when the list takes long. */
  readonly slow: string;

  /** Live region. */
  readonly announceLoading: string;
  readonly announceResults: (count: number) => string;

  /** All that stands in the sign-in window before the provider's page does. */
  readonly opening: (integration: string) => string;
  /** The rest of the widget's own code did not arrive. */
  readonly stepFailed: Words;
  readonly retry: string;
}

/** All words that the first sight of the picker does without; loaded after it, with the later steps. */
export interface StepsCopy {
  /** What the product will be able to do, in one line; empty when nothing is asked for. */
  readonly permissions: (about: About & { readonly permissions: readonly string[] }) => string;

  /** Shown when nothing matches the search. */
  readonly noMatches: (query: string) => string;
  /** Shown below the rows of a search, and with `noMatches`. */
  readonly notFound: (about: About) => Words;
  readonly showAll: string;
  /** The server offers nothing at all, which is not a failure. */
  readonly nothingOffered: (about: About) => Words;

  /** Back to the picker. */
  readonly back: string;
  readonly connectTitle: (integration: string) => string;
  /** Above the form that renews an account. */
  readonly reconnectTitle: (integration: string) => string;
  readonly confirming: (integration: string) => Words;
  readonly continueTo: (integration: string) => string;

  readonly choosingMethod: (integration: string) => Words;
  /** What each way asks of the user; `fields` are the labels of the token form. */
  readonly methods: Readonly<
    Record<AuthMethod, (about: { readonly integration: string; readonly fields: readonly string[] }) => Words>
  >;
  /** Above the fields that stand before a sign-in. */
  readonly askingInputs: (about: About & { readonly integration: string }) => Words;

  readonly instructions: string;
  readonly connect: string;
  readonly connecting: string;
  readonly optional: string;
  readonly choose: string;
  readonly chooseFile: string;
  readonly reveal: string;
  readonly hide: string;
  readonly trimmed: string;
  /** Below a field that stands between a fixed prefix and suffix and has no help of its own. */
  readonly between: (around: { readonly prefix: string | undefined; readonly suffix: string | undefined }) => string;
  readonly example: (example: string) => string;
  readonly helpLink: string;
  /** Said after the text of a link that opens a window. */
  readonly opensWindow: string;
  /** Below any step of a page that may be covered by another, where nothing is sent, removed or signed in to. */
  readonly obscured: string;
  readonly fieldErrors: Readonly<Record<FieldErrorCode, (about: FieldErrorAbout) => string>>;

  readonly waiting: Readonly<Record<SignInWindow, (integration: string) => Words>>;
  readonly reopen: string;
  readonly openWindow: string;
  readonly continueHere: string;
  readonly cancel: string;
  /** Inside the browser of another app, or a page without browser controls. */
  readonly inApp: (integration: string) => Words;
  readonly copyLink: string;

  readonly connected: (about: { readonly integration: string; readonly reconnected: boolean }) => string;
  readonly signedInAs: (who: string) => string;
  /** What the user or the provider held back of what was asked for. */
  readonly notGranted: (
    about: About & { readonly integration: string; readonly permissions: readonly string[] },
  ) => string;
  readonly done: string;
  readonly connectAnother: string;

  /** The accounts at one integration. */
  readonly accountsTitle: (integration: string) => string;
  /** An account whose name is not known. */
  readonly account: string;
  readonly connectedOn: (date: Date) => string;
  /** What is to be said of an account that is not healthy. */
  readonly healthDetail: Readonly<
    Record<
      Exclude<Health, 'healthy'>,
      (about: About & { readonly integration: string; readonly until: Date | undefined }) => string
    >
  >;
  /** Renews an account, by how that is done; the one of a form stands on the form's button, too. */
  readonly renew: Readonly<Record<AuthMethod, string>>;
  readonly addAccount: string;
  readonly remove: string;
  readonly removeAsk: (about: About & { readonly account: string; readonly integration: string }) => Words;
  readonly keep: string;
  readonly removing: string;
  /** After what went wrong with it. */
  readonly notRemoved: string;
  /** After the wrong account came back: makes it one more connection, and leaves the old one as it is. */
  readonly connectSeparately: string;

  readonly problems: Readonly<Record<ProblemCode, (about: ProblemAbout) => Words>>;
  readonly chooseOther: string;
  /** Copies the code and request id, which support asks for. */
  readonly copyDetails: string;
  /** The details, or the link, have been. */
  readonly copied: string;

  /** Live region. */
  readonly announceRemoved: (account: string) => string;
}

/** Every string a user reads. */
export interface Copy extends PickerCopy, StepsCopy {}

/** What an embedder may say otherwise: any key, and any entry of the tables inside. */
export type CopyOverrides = {
  readonly [K in keyof Copy]?:
    (Copy[K] extends Readonly<Record<string, unknown>> ? Partial<Copy[K]> : Copy[K]) | undefined;
};
