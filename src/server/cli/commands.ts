/** Every flag there is, in the form `parseArgs` takes. `hint` stands for its value in the help. */
export const flags = {
  config: {
    type: 'string',
    hint: 'FILE',
    what: 'module whose default export is options of createConnectionServer (default: connection-embed.config.js, if there)',
  },
  port: { type: 'string', hint: 'NUMBER', what: 'as PORT' },
  data: { type: 'string', hint: 'FOLDER', what: 'as CONNECTION_EMBED_DATA' },
  name: { type: 'string', hint: 'NAME', what: 'what the key is for' },
  scopes: { type: 'string', hint: 'LIST', what: 'connections, credentials (default: both)' },
  since: { type: 'string', hint: 'TIME', what: 'ISO 8601, or a day (default: the last 24 hours)' },
  json: { type: 'boolean', hint: '', what: 'for machines' },
  help: { type: 'boolean', hint: '', what: 'this text' },
} as const;

export interface Values {
  readonly config?: string | undefined;
  readonly port?: string | undefined;
  readonly data?: string | undefined;
  readonly name?: string | undefined;
  readonly scopes?: string | undefined;
  readonly since?: string | undefined;
  readonly json?: boolean | undefined;
  readonly help?: boolean | undefined;
}

export interface Command {
  /** One word or two. */
  readonly name: string;
  readonly argument?: string;
  readonly what: string;
  readonly flags: readonly (keyof Values)[];
  run(values: Values, argument: string): Promise<void>;
}

const everywhere = ['config', 'data'] as const;

/** What can be asked of the command line. What one does is read when it is asked: a key needs no server. */
export const commands: readonly Command[] = [
  {
    name: 'serve',
    what: 'run the server',
    flags: [...everywhere, 'port'],
    run: async (values) => (await import('./serve.js')).serve(values),
  },
  {
    name: 'check',
    what: 'judge the configuration; ends with 1 when something is wrong',
    flags: [...everywhere, 'port', 'json'],
    run: async (values) => (await import('./check.js')).check(values),
  },
  {
    name: 'keys create',
    what: 'make a key for your backend; prints it once',
    flags: [...everywhere, 'name', 'scopes'],
    run: async (values) => (await import('./keys.js')).createKey(values),
  },
  {
    name: 'keys list',
    what: 'the keys that were made',
    flags: [...everywhere, 'json'],
    run: async (values) => (await import('./keys.js')).listKeys(values),
  },
  {
    name: 'keys revoke',
    argument: 'ID',
    what: 'end a key at once',
    flags: everywhere,
    run: async (values, id) => (await import('./keys.js')).revokeKey(values, id),
  },
  {
    name: 'keys rotate',
    what: 'seal everything anew by the first secret',
    flags: everywhere,
    run: async (values) => (await import('./rotate.js')).rotateKeys(values),
  },
  {
    name: 'audit',
    what: 'who did what to which connection',
    flags: [...everywhere, 'since', 'json'],
    run: async (values) => (await import('./audit.js')).audit(values),
  },
];
