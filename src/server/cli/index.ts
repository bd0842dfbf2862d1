#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { type Command, commands, flags, type Values } from './commands.js';
import { messageOf } from './finding.js';
import { print, say } from './say.js';
import { usage } from './usage.js';

try {
  const { positionals, values } = parsed();
  if (values.help) {
    print(usage());
  } else {
    const asked = commandOf(positionals, values);
    await asked.command.run(values, asked.argument).catch(failed);
  }
} catch (error) {
  // What was asked cannot be understood.
  failed(error);
  process.exitCode = 2;
}

/** @throws Error naming the flag that there is none of, or that lacks its value */
function parsed() {
  try {
    return parseArgs({ allowPositionals: true, options: flags });
  } catch (error) {
    const [first = ''] = messageOf(error).split(/\. |\n/, 1);
    throw new Error(`${first.replace(/\.$/, '')}.\nconnection-embed COMMAND [flags]; more by --help.`, {
      cause: error,
    });
  }
}

/** @throws Error naming what there is no command for */
function commandOf(words: readonly string[], values: Values): { command: Command; argument: string } {
  const command = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  if (!command) {
    const names = commands.map(({ name }) => `connection-embed ${name}`).join('\n');
    throw new Error(`${words.length > 0 ? `There is no command ${words.join(' ')}.\n` : ''}${names}\nMore by --help.`);
  }
  const [argument, ...rest] = words.slice(command.name.split(' ').length);
  if (rest.length > 0 || (argument === undefined) !== (command.argument === undefined)) {
    throw new Error(`connection-embed ${[command.name, command.argument].filter(Boolean).join(' ')} is all it takes`);
  }
  const stranger = Object.keys(values).find((name) => !command.flags.some((flag) => flag === name));
  if (stranger !== undefined) throw new Error(`connection-embed ${command.name} takes no --${stranger}`);
  return { command, argument: argument ?? '' };
}

function failed(error: unknown): void {
  say(messageOf(error));
  process.exitCode = 1;
}
