import { integrationsFrom } from '../catalogue/from-environment.js';
import { commands, flags } from './commands.js';
import { environment } from './environment.js';
import { columns } from './say.js';

/** What `--help` prints, written from the tables that the commands work by. */
export function usage(): string {
  const lines = commands.map(({ name, argument, what }) => [`  ${[name, argument].filter(Boolean).join(' ')}`, what]);
  const takes = Object.entries(flags).map(([name, { hint, what }]) => [`  --${name} ${hint}`.trimEnd(), what]);
  const variables = environment.map(({ name, what, otherwise }) => [`  ${name}`, `${what} (default: ${otherwise})`]);
  const credentials = integrationsFrom({}).flatMap(({ definition, variables: names }) =>
    names.map((name) => [`  ${name}`, `your app at ${definition.name}`]),
  );
  return [
    'connection-embed COMMAND [flags]',
    columns(lines),
    'Flags, which go over the environment:',
    columns(takes),
    'Environment, which goes over the file; secrets are never flags, because everybody on a machine can read those:',
    columns([...variables, ...credentials]),
  ].join('\n\n');
}
