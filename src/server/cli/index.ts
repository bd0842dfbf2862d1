#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { serve } from './serve.js';

const usage = `connection-embed serve [options]

  --config FILE   module whose default export is the options of createConnectionServer
                  (default: connection-embed.config.js)
  --port NUMBER   port to listen on (default: the one of \`url\`, else 4001)
  --data FOLDER   where the database and the secret live (default: ./data)
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    config: { type: 'string', default: 'connection-embed.config.js' },
    port: { type: 'string' },
    data: { type: 'string', default: 'data' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help || positionals.length !== 1 || positionals[0] !== 'serve') {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  await serve(values).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
