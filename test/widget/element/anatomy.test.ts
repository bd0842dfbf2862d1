import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { anatomy } from '../../../src/widget/element/anatomy.js';

const folder = new URL('../../../src/widget/element/', import.meta.url);
const source = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const docblock =
  /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*export class ConnectionEmbed/.exec(source('connection-embed.ts'))?.[0] ?? '';
const styles = readdirSync(new URL('styles/', folder))
  .map((name) => source(`styles/${name}`))
  .join('\n');

test('the docblock of the tag names every part, and no other', () => {
  const parts = [...docblock.matchAll(/@csspart ([\w-]+) - (.*)/g)].flatMap(([, part = '', words = '']) => [
    part,
    ...[...words.matchAll(/`([\w-]+)`/g)].map((match) => match[1]),
  ]);
  assert.deepEqual(parts.toSorted(), anatomy.parts.toSorted());
});

test('the docblock of the tag names every variable and every state, and no other', () => {
  const named = (tag: string): (string | undefined)[] =>
    [...docblock.matchAll(new RegExp(`@${tag} ([\\w-]+)`, 'g'))].map((match) => match[1]);
  assert.deepEqual(named('cssproperty').toSorted(), anatomy.variables.toSorted());
  assert.deepEqual(named('cssstate').toSorted(), anatomy.states.toSorted());
});

test('every part that is styled is one that is listed', () => {
  const styled = new Set([...styles.matchAll(/\[part~?='([\w-]+)'\]/g)].map((match) => match[1]));
  const unknown = [...styled].filter((part) => !anatomy.parts.some((known) => known === part));
  assert.deepEqual(unknown, []);
});

test('every public variable is read, each for one private token', () => {
  for (const variable of anatomy.variables) {
    const readers = [...styles.matchAll(/(--_[\w-]+):\s*var\(\s*(--connection-embed-[\w-]+)/g)]
      .filter((match) => match[2] === variable)
      .map((match) => match[1]);
    assert.equal(new Set(readers).size, 1, `${variable} is read for ${readers.join(', ') || 'nothing'}`);
  }
});
