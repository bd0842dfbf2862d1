import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { ConnectionError, type FieldError } from '../../contract/index.js';
import type { Env } from './options.js';

const MAX_BYTES = 65_536;
const MAX_DEPTH = 20;

/** A JSON body and its exact text (what an idempotency fingerprint is made of). */
export interface JsonBody<T> {
  readonly value: T;
  readonly text: string;
}

/**
 * Reads a JSON body by its schema. Only `application/json` is taken, so that no form or simple request of a foreign page
 * reaches a handler (CSRF); at most 64 KB, 20 levels, valid UTF-8, uncompressed, and no key that could reach a prototype.
 */
export async function jsonBody<S extends z.ZodMiniType>(c: Context<Env>, schema: S): Promise<JsonBody<z.output<S>>> {
  expectType(c, 'application/json');
  const text = await bodyText(c);
  const parsed = schema.safeParse(guarded(text));
  if (parsed.success) return { value: parsed.data, text };
  throw new ConnectionError('invalid_request', { errors: faultsIn(parsed.error) });
}

/** What a schema found wrong, each with the path of its value; of names that nobody knows, their own. */
export function faultsIn({ issues }: z.core.$ZodError): FieldError[] {
  return issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [[]];
    return names.map((name) => ({ path: [...issue.path, ...name].map(String).join('.'), code: issue.code }));
  });
}

/** The same in words, for whoever wrote the code that gave it. */
export function faultsInWords(errors: readonly FieldError[]): string {
  return errors.map(({ path, code }) => `\`${path}\` (${code})`).join(', ');
}

/** Reads a form body (`application/x-www-form-urlencoded`), as a browser's navigation sends it. */
export async function formBody(c: Context<Env>): Promise<URLSearchParams> {
  expectType(c, 'application/x-www-form-urlencoded');
  return new URLSearchParams(await bodyText(c));
}

function expectType(c: Context<Env>, type: string): void {
  const given = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if (given !== type || encoding !== 'identity') {
    throw new ConnectionError('unsupported_media_type', { message: `expected uncompressed ${type}` });
  }
}

async function bodyText(c: Context<Env>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (Number(c.req.header('content-length') ?? 0) > MAX_BYTES) throw new ConnectionError('payload_too_large');
  const reader = c.req.raw.body?.getReader();
  const next = () =>
    reader?.read().catch((cause: unknown) => {
      throw new ConnectionError('invalid_request', { message: 'the body was cut off', cause });
    });
  for (let part = await next(); part && !part.done; part = await next()) {
    size += part.value.byteLength;
    if (size > MAX_BYTES) {
      await reader?.cancel();
      throw new ConnectionError('payload_too_large');
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConnectionError('invalid_request', { message: 'the body is not UTF-8', cause });
  }
}

function guarded(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Its message quotes the body, so it is not passed on.
    throw new ConnectionError('invalid_request', { message: 'the body is not JSON' });
  }
  refuseOddities(value, 1);
  return value;
}

function refuseOddities(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) throw new ConnectionError('invalid_request', { message: 'the body is nested too deep' });
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      throw new ConnectionError('invalid_request', { message: 'the body has a reserved key' });
    }
  }
  for (const one of Object.values(value)) refuseOddities(one, depth + 1);
}
