import type { Context } from 'hono';
import { ConnectionError } from '../../contract/index.js';
import type { Env } from './options.js';
import { parseTime } from './time.js';

/** A list parameter, as `a=1&a=2` (Unified.to's SDK) or `a=1,2` (its embeds). Undefined when absent. */
export function listParam(c: Context<Env>, name: string): string[] | undefined {
  const values = c.req
    .queries(name)
    ?.flatMap((value) => value.split(','))
    .map((value) => value.trim());
  const given = values?.filter((value) => value !== '');
  return given?.length ? given : undefined;
}

/** A single parameter; given twice it is refused, because two readers might take different ones. */
export function scalarParam(c: Context<Env>, name: string): string | undefined {
  const values = c.req.queries(name) ?? [];
  if (values.length > 1) throw new ConnectionError('invalid_request', { message: `${name} is given twice` });
  return values[0];
}

export function booleanParam(c: Context<Env>, name: string): boolean | undefined {
  const value = scalarParam(c, name);
  if (value === undefined) return undefined;
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0)$/i.test(value)) return false;
  throw new ConnectionError('invalid_request', { errors: [{ path: name, code: 'invalid_boolean' }] });
}

/** A whole number between `min` and `max`; larger ones are cut to `max`. */
export function integerParam(c: Context<Env>, name: string, range: { min: number; max: number }): number | undefined {
  const value = scalarParam(c, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < range.min) {
    throw new ConnectionError('invalid_request', { errors: [{ path: name, code: 'invalid_number' }] });
  }
  return Math.min(number, range.max);
}

/** One of a few words. */
export function choiceParam<T extends string>(c: Context<Env>, name: string, choices: readonly T[]): T | undefined {
  const value = scalarParam(c, name);
  if (value === undefined || value === '') return undefined;
  const found = choices.find((choice) => choice === value.toLowerCase());
  if (found !== undefined) return found;
  throw new ConnectionError('invalid_request', { errors: [{ path: name, code: 'invalid_option' }] });
}

/** An ISO 8601 time, in milliseconds since the epoch. */
export function timeParam(c: Context<Env>, name: string): number | undefined {
  const value = scalarParam(c, name);
  if (value === undefined || value === '') return undefined;
  // An unescaped `+` of an offset arrives as a space.
  const at = parseTime(value.replace(/ (\d{2}:\d{2})$/, '+$1'));
  if (at !== undefined) return at;
  throw new ConnectionError('invalid_request', { errors: [{ path: name, code: 'invalid_date' }] });
}
