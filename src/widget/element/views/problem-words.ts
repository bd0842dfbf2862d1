import { renewedAccount, type Copy, type Flow, type FlowAt, type Words } from '../../core/index.js';

export interface ProblemWordsOptions {
  readonly copy: Copy;
  /** Whether this device was offline when it went wrong. */
  readonly offline: boolean;
}

/** The words for what went wrong; undefined where nothing did. */
export function problemWords(flow: FlowAt<'problem'>, options: ProblemWordsOptions): Words;
export function problemWords(flow: Flow, options: ProblemWordsOptions): Words | undefined;
export function problemWords(flow: Flow, { copy, offline }: ProblemWordsOptions): Words | undefined {
  if (!flow.failure) return undefined;
  const { code, retry_after: retryAfter } = flow.failure;
  const { product } = copy;
  const account = renewedAccount(flow);
  return copy.problems[code]({ product, integration: flow.integration?.name, account, retryAfter, offline });
}
