import { ConnectionError, type ConnectionErrorDetails, type ProblemCode } from '../../contract/index.js';

/** A mistake in the embedder's own code: what to do about it is more than its code could say. Only the log tells. */
export class HostError extends ConnectionError {
  readonly fix: string;

  constructor(code: ProblemCode, { fix, ...details }: ConnectionErrorDetails & { readonly fix: string }) {
    super(code, details);
    this.fix = fix;
  }
}
