import type { Context } from 'hono';
import * as z from 'zod/mini';
import type { Env } from '../options.js';

/** Where a list goes on. A cursor is null where there is no such page. */
export interface Pages {
  readonly meta: {
    readonly items_on_page: number;
    readonly cursors: {
      readonly previous: string | null;
      readonly current: string | null;
      readonly next: string | null;
    };
  };
  readonly links: { readonly previous: string | null; readonly current: string; readonly next: string | null };
}

/** Apideck's answer around `data`, which goes through its schema: what that does not name stays here. */
export function enveloped<S extends z.ZodMiniType>(
  c: Context<Env>,
  schema: S,
  data: z.input<S>,
  pages?: Pages,
): Response {
  return c.json({ status_code: 200, status: 'OK', data: z.parse(schema, data), ...pages });
}
