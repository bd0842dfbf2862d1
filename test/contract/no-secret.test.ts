import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import * as contract from '../../src/contract/index.js';

/** What is only ever sent to the server, or sealed into a token. Every other schema is, or is part of, a reply. */
const inward = ['CreateAttempt', 'CreateConnection', 'CreateSession', 'TokenAuth', 'SessionClaims'];

/** The three secrets a reply exists to carry. */
const carried = ['Session.token', 'CreatedAttempt.ticket', 'CreatedAttempt.poll_secret'];

/** Names of credentials and words about them; none has room for a value that opens a door. */
const named = [
  'Integration.token_names',
  'Integration.token_instructions',
  'Integration.token_fields',
  'Connection.credentials',
  'Attempt.connection.credentials',
];

const suspicious =
  /token|secret|passw|passphrase|passcode|(^|_)pass$|(^|_)key$|apikey|auth_info|credential|ticket|(^|_)pem$|private|verifier|cookie|jwt|bearer|signature/i;

const replies = Object.entries(contract).flatMap(([name, schema]) =>
  schema instanceof z.core.$ZodType && !inward.includes(name) ? [{ name, schema }] : [],
);

test('there are replies to look at, the named ones among them', () => {
  const names = replies.map(({ name }) => name);
  for (const name of ['Attempt', 'Connection', 'CreatedAttempt', 'Integration', 'Problem', 'Session'])
    assert.ok(names.includes(name), name);
});

test('no reply has a place for a secret, but for the three that exist to carry one', () => {
  const found = replies
    .flatMap(({ name, schema }) => [...keys(schema, name)])
    .filter((path) => suspicious.test(last(path)));
  assert.deepEqual(found.filter((path) => !named.includes(path)).sort(), [...carried].sort());
});

test('no reply keeps a key it does not know, and none has room for just anything', () => {
  for (const { name, schema } of replies) assert.deepEqual([...openPlaces(schema, name)], []);
});

test('the walk finds a secret however deep it lies, and every open place', () => {
  const leaky = z.object({
    list: z.array(z.optional(z.object({ choice: z.union([z.string(), z.object({ refresh_token: z.string() })]) }))),
    free: z.record(z.string(), z.string()),
    any: z.unknown(),
    loose: z.looseObject({ a: z.string() }),
  });
  assert.ok([...keys(leaky, 'L')].includes('L.list.choice.refresh_token'));
  assert.deepEqual([...openPlaces(leaky, 'L')], ['L.free', 'L.any', 'L.loose']);
});

function last(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Every key a value of `schema` can have, as a path. */
function* keys(schema: z.core.$ZodType, path: string): Generator<string> {
  for (const { key, inner } of children(schema)) {
    if (key !== undefined) yield `${path}.${key}`;
    yield* keys(inner, key === undefined ? path : `${path}.${key}`);
  }
}

/** Every place where a value could hide under a name, or in a shape, that no schema names. */
function* openPlaces(schema: z.core.$ZodType, path: string): Generator<string> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (['any', 'unknown', 'record', 'map', 'custom', 'lazy'].includes(def.type)) yield path;
  else if (def.type === 'object' && def.catchall) yield path;
  else
    for (const { key, inner } of children(schema))
      yield* openPlaces(inner, key === undefined ? path : `${path}.${key}`);
}

function children(schema: z.core.$ZodType): { key?: string; inner: z.core.$ZodType }[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).map(([key, inner]) => ({ key, inner }));
    case 'array':
      return [{ inner: def.element }];
    case 'record':
      return [{ inner: def.valueType }];
    case 'union':
      return def.options.map((inner) => ({ inner }));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'catch':
    case 'readonly':
      return [{ inner: def.innerType }];
    case 'string':
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'any':
    case 'unknown':
      return [];
    default:
      throw new Error(`the walk does not know ${def.type}; teach it before such a schema goes into a reply`);
  }
}
