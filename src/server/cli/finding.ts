/** What was found of one part of the configuration. `wrong` keeps a server from starting, or from what it is for. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'wrong';
  readonly detail: string;
}

/** `good` unless `judgement` throws; then what it says. */
export function judged(
  what: string,
  judgement: () => void,
  good: string,
  { warning = false }: { readonly warning?: boolean } = {},
): Finding {
  try {
    judgement();
    return { what, state: warning ? 'warning' : 'ok', detail: good };
  } catch (error) {
    return { what, state: 'wrong', detail: messageOf(error) };
  }
}

/** In our own errors the message names what is wrong, and quotes no secret. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
