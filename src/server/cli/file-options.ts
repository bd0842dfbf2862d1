import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConnectionServerOptions } from '../index.js';
import type { Fault } from './environment.js';
import { messageOf } from './finding.js';

/** Options of a configuration file, without those that have not even the shape of what they are for; these are told. */
export async function optionsIn(file: string): Promise<{ options: Partial<ConnectionServerOptions>; faults: Fault[] }> {
  const path = resolve(file);
  const refused = (message: string) => ({ options: {}, faults: [{ name: file, message }] });
  if (!existsSync(path)) return refused('is not there: its default export is the options of createConnectionServer');
  let module: unknown;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    return refused(`cannot be read: ${messageOf(error).split('\n', 1)[0]}`);
  }
  const options: unknown =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  if (typeof options !== 'object' || options === null) return refused('has no options as its default export');
  return shaped(options);
}

/** What the command line itself works with has to be what it is called, before anything else can be judged. */
function shaped(options: Partial<ConnectionServerOptions>): Awaited<ReturnType<typeof optionsIn>> {
  const faults: Fault[] = [];
  const good = Object.entries(options).filter(([name, value]) => {
    const message = value === undefined ? undefined : shapes[name]?.(value);
    if (message !== undefined) faults.push({ name, message });
    return message === undefined;
  });
  return { options: Object.fromEntries(good), faults };
}

const shapes: Record<string, (value: unknown) => string | undefined> = {
  url: text,
  database: text,
  integrations: (value) => list(value) ?? (Array.isArray(value) ? strangerIn(value) : undefined),
  secrets: list,
  apiKeys: filled,
  origins: filled,
  redirects: filled,
  permissions: filled,
  allowOrigins: filled,
  webhooks: filled,
};

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? undefined : 'has to be a text';
}

function list(value: unknown): string | undefined {
  return Array.isArray(value) ? undefined : 'has to be a list, in [brackets]';
}

/** The server says the same of it; but what only reads the configuration never asks the server. */
function filled(value: unknown): string | undefined {
  const at = Array.isArray(value) ? value.findIndex((entry) => !entry) : -1;
  return at < 0 ? list(value) : `holds nothing at ${at} (is its environment variable set?)`;
}

function strangerIn(integrations: readonly unknown[]): string | undefined {
  const at = integrations.findIndex(
    (one) => typeof one !== 'object' || one === null || !('type' in one) || typeof one.type !== 'string',
  );
  return at < 0
    ? undefined
    : `holds something else at ${at}: each comes from hubspot({ ... }) or defineIntegration({ ... })`;
}
