import type { Context } from 'hono';
import * as z from 'zod/mini';
import type { Env } from './options.js';

/** Answers through the reply's schema, which strips whatever it does not name: no secret can ride along. */
export function reply<S extends z.ZodMiniType>(c: Context<Env>, schema: S, value: z.input<S>): Response {
  return c.json(z.parse(schema, value));
}

export function replyList<S extends z.ZodMiniType>(
  c: Context<Env>,
  schema: S,
  values: readonly z.input<S>[],
): Response {
  return c.json(values.map((value) => z.parse(schema, value)));
}
