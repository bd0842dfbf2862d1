import type { Flow } from '../../core/index.js';
import { problemWords, type ProblemWordsOptions } from './problem-words.js';

/** What a screen reader is told of a step after the picker. */
export function announcement(flow: Flow, { copy, offline }: ProblemWordsOptions): string {
  switch (flow.step) {
    case 'creating':
      return copy.announceConnecting(flow.integration.name);
    case 'waiting':
      return copy.waiting[flow.window](flow.integration.name).title;
    case 'connected':
      return copy.announceConnected(flow.integration?.name ?? flow.connection.integration_name ?? '');
    case 'filling-form':
    case 'asking-inputs':
    case 'removing':
    case 'problem': {
      const words = problemWords(flow, { copy, offline });
      return words ? copy.announceProblem(words.title) : '';
    }
    default:
      return '';
  }
}
