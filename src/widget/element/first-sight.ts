import type { PickerCopy } from '../core/copy/copy.js';
import type { Flow, Picker } from '../core/flow.js';
import { pick } from './controllers/choosing.js';
import type { FlowHandle } from './controllers/flow-handle.js';
import { isFirst, type Furnishing } from './controllers/furnishing.js';
import type { LanguageController } from './controllers/language-controller.js';
import { createFound } from './found.js';
import type { Drawn } from './furnish.js';
import { noteUsed } from './recent.js';
import { pickerView, type PickerActions } from './views/picker.js';
import { findPlain, firstPlace } from './views/rows.js';
import { skeletonView } from './views/skeleton.js';
import { stepFailedView } from './views/step-failed.js';

export interface FirstSightHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly words: PickerCopy;
  readonly withoutSearch: boolean;
  readonly withoutCategories: boolean;
  requestUpdate(): void;
}

interface Controllers {
  readonly flow: FlowHandle;
  readonly furnishing: Furnishing;
}

/**
 * Draws where the user stands, beginning with what the tag brings along: the list, the shapes that stand for what is on
 * its way, and what is said where that does not arrive. The other steps are the furniture's.
 */
export function createFirstSight(
  host: FirstSightHost,
  { flow, furnishing, language }: Controllers & { readonly language: LanguageController },
): (at: Flow) => Drawn {
  const found = createFound();
  const actions = createActions(host, { flow, furnishing });
  let slow = false;
  const waiting = {
    slow: (): void => {
      slow = true;
      host.requestUpdate();
    },
  };
  const list = (picker: Picker): Drawn => {
    const { words: copy, withoutSearch, withoutCategories } = host;
    const { furniture } = furnishing;
    const rows = found(picker, copy, furniture?.find ?? findPlain);
    const line = flow.shownPermissions.length ? undefined : '';
    const around = furniture?.around(picker, rows) ?? {
      place: firstPlace(rows, picker),
      line,
      afterword: '',
      news: '',
    };
    const shown = { picker, found: rows, copy, withoutSearch, withoutCategories, now: Date.now(), ...around };
    const narrowed = picker.query.trim() !== '' || picker.category !== undefined;
    return [pickerView(shown, actions), narrowed ? copy.announceResults(rows.count) : around.news];
  };
  const retry = (): void => furnishing.retry();
  const drawn = (at: Flow): Drawn | undefined => {
    const { furniture, missing } = furnishing;
    if (!furniture && !isFirst(at))
      return missing ? [stepFailedView(host.words, { retry }), host.words.stepFailed.title] : undefined;
    if (at.step === 'picking') return list(at.picker);
    return at.step === 'loading' || at.step === 'closed' ? undefined : furniture?.view(at);
  };
  return (at) => {
    const { words } = host;
    const known = language.words && drawn(at);
    slow &&= !known;
    const loading = language.words && !at.integration ? words.announceLoading : '';
    return known ?? [skeletonView(host, waiting), slow ? words.slow : loading];
  };
}

function createActions(host: FirstSightHost, { flow, furnishing }: Controllers): PickerActions {
  return {
    search: (query) => flow.apply({ type: 'searched', query }),
    filter: (category) => flow.apply({ type: 'filtered', category }),
    clear: () => {
      flow.apply({ type: 'searched', query: '' });
      host.renderRoot.querySelector('input')?.focus();
    },
    pick: (integration) => {
      const step = (): void => {
        pick(flow, integration);
        if (flow.flow.step !== 'picking') noteUsed(integration.type);
      };
      const { furniture } = furnishing;
      if (furniture) return furniture.follow(step);
      furnishing.acted = true;
      step();
    },
    key: (event) => {
      const row = event.key === 'Enter' && host.renderRoot.querySelector<HTMLElement>('[aria-selected=true]');
      if (event.isComposing) return;
      if (!row) return furnishing.furniture?.key(event);
      event.preventDefault();
      row.click();
    },
  };
}
