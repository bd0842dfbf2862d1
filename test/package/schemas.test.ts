import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { build } from 'vite';
import * as z from 'zod/mini';
import type { Schema } from '../../.vite/schemas.js';
import * as contract from '../../src/contract/index.js';

const folder = await mkdtemp(join(tmpdir(), 'connection-embed-'));
after(() => rm(folder, { recursive: true, force: true }));

/** What a page only sends is written by it and read by servers. */
const unread = /\/create-\w+\.[jt]s$/;

/** The contract as the script tag has it. */
const standIn: Record<string, Schema> = await bundled();

const read = Object.entries(contract).flatMap(([name, schema]) =>
  schema instanceof z.core.$ZodType && name in standIn ? [{ name, schema: schema as z.ZodMiniType }] : [],
);

async function bundled(): Promise<Record<string, Schema>> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    build: {
      outDir: folder,
      target: 'es2022',
      minify: false,
      lib: { entry: 'src/contract/index.ts', formats: ['es'], fileName: () => 'contract.mjs' },
    },
    plugins: [
      {
        name: 'own-schemas',
        enforce: 'pre',
        resolveId: (id) => (id === 'zod/mini' ? resolve('.vite/schemas.ts') : unread.test(id) ? id : null),
        load: (id) => (unread.test(id) ? 'export {}' : null),
      },
    ],
  });
  return (await import(pathToFileURL(join(folder, 'contract.mjs')).href)) as Record<string, Schema>;
}

/** Values of all kinds, those that JSON has no words for among them. */
const anything = fc.anything({
  withNullPrototype: true,
  withSparseArray: true,
  withDate: true,
  withMap: true,
  key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'id', 'code', 'type', 'name')),
});
const oddities = fc.constantFrom<unknown>(undefined, null, NaN, Infinity, -Infinity, -0, '', '__proto__', [], {}, [
  null,
]);
const other = fc.oneof(oddities, fc.jsonValue(), anything);

/** A value that fits `schema`, or nearly does. */
function fitting(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return fc.string();
    case 'number':
      return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom<unknown>(...Object.values(def.entries));
    case 'array':
      return fc.array(fitting(def.element), { maxLength: 3 });
    case 'optional':
      return fc.option(fitting(def.innerType), { nil: undefined });
    case 'catch':
      return fc.oneof(fitting(def.innerType), other);
    case 'object': {
      const entries = Object.entries(def.shape).map(([key, one]) => [key, fitting(one)] as const);
      return fc.record(Object.fromEntries(entries), { requiredKeys: required(def.shape) });
    }
    default:
      throw new Error(`the stand-in has no ${def.type}`);
  }
}

function required(shape: z.core.$ZodShape): string[] {
  return Object.keys(shape).filter((key) => shape[key]?._zod.optin !== 'optional');
}

/** The same with one value somewhere in it replaced, taken away or added. */
function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, fc.nat(), fc.constantFrom('replace', 'remove', 'add'), other, fc.string())
    .map(([whole, at, how, one, key]) => {
      const copy = structuredClone(whole);
      const places = placesIn(copy);
      const place = places[at % Math.max(places.length, 1)];
      if (!place) return one;
      if (how === 'remove') Reflect.deleteProperty(place.of, place.key);
      // To a list nothing is added by name: its `length` takes no value but a length.
      else Reflect.set(place.of, how === 'add' && !Array.isArray(place.of) ? key : place.key, one);
      return copy;
    });
}

function placesIn(value: unknown): { of: object; key: PropertyKey }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [{ of: value, key }, ...placesIn(one)]);
}

test('there is something to compare: each schema that a page reads, by the same name', () => {
  const names = read.map(({ name }) => name);
  for (const name of ['Attempt', 'Connection', 'CreatedAttempt', 'Integration', 'Problem', 'Session', 'SessionClaims'])
    assert.ok(names.includes(name), name);
  for (const name of names) assert.equal('_zod' in (standIn[name] ?? {}), false, name);
});

for (const { name, schema } of read) {
  test(`the script tag reads ${name} as everybody else does`, () => {
    let taken = 0;
    const reads = (value: unknown): void => {
      const theirs = schema.safeParse(value);
      const own = standIn[name]?.safeParse(value);
      assert.equal(own?.success, theirs.success);
      if (!theirs.success) return;
      taken++;
      assert.deepEqual(own?.data, theirs.data);
      assert.deepEqual(Object.keys(Object(own?.data)).toSorted(), Object.keys(Object(theirs.data)).toSorted());
    };
    const valid = fitting(schema);
    fc.assert(fc.property(valid, reads), { numRuns: 150 });
    assert.ok(taken > 100, `${taken} of the values that fit were taken`);
    fc.assert(fc.property(mutated(valid), reads), { numRuns: 400 });
    fc.assert(fc.property(other, reads), { numRuns: 150 });
  });
}

test('a key that reaches the prototype is no way into what is read', () => {
  const text = '{"type":"a","name":"A","categories":[],"__proto__":{"color":"red","polluted":1}}';
  for (const parse of [
    (value: unknown) => contract.Integration.safeParse(value).data,
    (value: unknown) => standIn['Integration']?.safeParse(value).data,
  ]) {
    const integration = parse(JSON.parse(text));
    assert.deepEqual(integration, { type: 'a', name: 'A', categories: [] });
    assert.equal('polluted' in Object(integration), false);
  }
});
