import type { Context } from 'hono';
import { asFailure } from '../../store/index.js';
import type { Deps, Env } from '../options.js';
import { logFailure } from '../problem.js';
import { refusedPage } from './result.js';

/** For routes that are looked at by people: their failures are pages too. */
export async function asPage(c: Context<Env>, deps: Deps, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (thrown) {
    const error = asFailure(thrown);
    logFailure(c, deps, error);
    if (error.retry_after !== undefined) c.header('Retry-After', String(Math.ceil(error.retry_after)));
    return await refusedPage(c, error.code);
  }
}
