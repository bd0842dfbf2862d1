import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PickerCopy } from '../../core/copy/copy.js';
import { en } from '../../core/copy/en.js';
import { loadPickerCopy, localeFor } from '../../core/copy/locales.js';

/**
 * The language of a tag: its own `lang`, else that of what it stands in (out of shadow roots, too), else English; followed
 * as it changes. Where the words of a language do not arrive, it is English, and no failure.
 */
export class LanguageController implements ReactiveController {
  /** The words to be shown; undefined until the first are there. */
  words: PickerCopy | undefined;
  /** The one of `locales` that they are in. */
  locale = 'en';
  #wanted = '';
  #observer: MutationObserver | undefined;
  readonly #host: ReactiveControllerHost & Element;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new MutationObserver(() => this.#follow());
    this.#follow();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** Speaks English, because the words of the language that was wanted did not arrive. */
  giveUp(): void {
    this.#speak('en', en);
  }

  #follow(): void {
    this.#observer?.disconnect();
    let lang: string | null = null;
    for (let one: Node | null = this.#host; one; one = one instanceof ShadowRoot ? one.host : one.parentNode) {
      if (!(one instanceof Element)) continue;
      this.#observer?.observe(one, { attributeFilter: ['lang'] });
      lang ??= one.getAttribute('lang');
    }
    const wanted = localeFor(lang ?? '');
    if (wanted !== this.#wanted) void this.#load((this.#wanted = wanted));
  }

  async #load(wanted: string): Promise<void> {
    if (wanted === 'en') return this.giveUp();
    try {
      const words = await loadPickerCopy(wanted);
      if (this.#wanted === wanted) this.#speak(wanted, words);
    } catch {
      if (this.#wanted === wanted) this.giveUp();
    }
  }

  #speak(locale: string, words: PickerCopy): void {
    this.locale = locale;
    this.words = words;
    this.#host.requestUpdate();
  }
}
