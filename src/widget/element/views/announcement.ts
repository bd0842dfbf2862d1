import type { Flow } from '../../core/index.js';
import { integrationOf } from './integration-of.js';
import { problemWords, type ProblemWordsOptions } from './problem-words.js';

/** What a screen reader is told of a step after the picker. */
export function announcement(flow: Flow, { copy, offline }: ProblemWordsOptions): string {
  switch (flow.step) {
    case 'creating':
      return copy.connecting;
    case 'waiting':
      return copy.waiting[flow.window](flow.integration.name).title;
    case 'connected':
      return copy.connected({
        integration: integrationOf(flow.integration, flow.connection).name,
        reconnected: flow.reconnected,
      });
    default:
      return problemWords(flow, { copy, offline })?.title ?? '';
  }
}
