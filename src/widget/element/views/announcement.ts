import type { Copy, Flow } from '../../core/index.js';

/** What a screen reader is told of a step after the picker. */
export function announcement(flow: Flow, copy: Copy): string {
  switch (flow.step) {
    case 'creating':
      return copy.announceConnecting(flow.integration.name);
    case 'waiting':
      return copy.waiting[flow.window](flow.integration.name).title;
    case 'connected':
      return copy.announceConnected(flow.integration?.name ?? flow.connection.integration_name ?? '');
    case 'filling-form':
    case 'problem': {
      if (!flow.failure) return '';
      const { code, retry_after } = flow.failure;
      const about = { product: copy.product, integration: flow.integration?.name, retryAfter: retry_after };
      return copy.announceProblem(copy.problems[code](about).title);
    }
    default:
      return '';
  }
}
