/** One line of the log. Names a receiver by its host, an event by its id; holds neither body nor address. */
export type OutboxLog = (entry: {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly message: string;
  readonly subject: string;
  readonly status?: number;
}) => void;
