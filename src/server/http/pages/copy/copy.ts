/** A heading and the sentence below it. */
export interface PageWords {
  readonly title: string;
  readonly text: string;
}

/** Every word on the few pages a user sees of this server, in one language; `{name}` is a hole, filled by {@link fill}. */
export interface PageCopy {
  /** BCP 47 tag. */
  readonly lang: string;

  /** Between our page and the provider's. */
  readonly opening: string;
  readonly nothingHappens: string;
  readonly continue: string;
  /** While a sign-in is being finished. */
  readonly moment: string;
  readonly finishing: string;

  /** A link: who asks, for whom, and for what. */
  readonly connectTitle: string;
  readonly asks: string;
  readonly forUser: string;
  readonly continueTo: string;
  readonly unexpected: string;
  readonly see: string;
  readonly change: string;
  readonly categories: Readonly<Record<string, string>>;
  readonly linkUsed: PageWords;
  readonly linkOver: PageWords;

  /** How a sign-in ended; `problems` by code, `otherwise` for all others. */
  readonly connected: PageWords;
  readonly almost: PageWords;
  readonly problems: Readonly<Record<string, PageWords>>;
  readonly otherwise: PageWords;

  /** The page that holds the widget. */
  readonly hostedTitle: string;
  readonly needsScript: string;
  readonly retry: string;
  readonly cancel: string;
  readonly received: string;
  readonly allDone: PageWords;
  readonly who: string;
  readonly unreachable: PageWords;
  readonly somebodyElse: PageWords;
}
