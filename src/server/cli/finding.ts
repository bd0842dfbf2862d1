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

/**
 * What an error says, as a sentence for whoever runs the command: without the code of ours that stands before it, and in
 * words where the system has only its own. In our own errors the message names what is wrong, and quotes no secret.
 */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, syscall, path, port }: NodeJS.ErrnoException & { port?: number } = error;
  if (syscall === 'listen' && code === 'EADDRINUSE') return `port ${port} is taken`;
  if (syscall === 'listen' && code === 'EACCES') return `this user may not listen on port ${port}`;
  if (path !== undefined && (code === 'EEXIST' || code === 'ENOTDIR')) {
    return `${path} cannot be a folder: there is a file in its place, or above it`;
  }
  if (path !== undefined && (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')) {
    return `${path} cannot be ${syscall === 'open' ? 'opened' : 'made'} by this user`;
  }
  return code !== undefined && error.message.startsWith(`${code}: `)
    ? error.message.slice(code.length + 2)
    : error.message;
}
