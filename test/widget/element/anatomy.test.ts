import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { anatomy } from '../../../src/widget/element/anatomy.js';
import { shapes } from '../../../src/widget/element/shapes/styles.js';
import { tokens } from '../../../src/widget/element/styles/tokens.js';
import { tones } from '../../../src/widget/element/styles/tones.js';

const folder = new URL('../../../src/widget/element/', import.meta.url);
const source = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const docblock =
  /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*export class ConnectionEmbed/.exec(source('connection-embed.ts'))?.[0] ?? '';
const styles = [...readdirSync(new URL('styles/', folder)).map((name) => `styles/${name}`), 'shapes/styles.ts']
  .map(source)
  .join('\n');
const declarations = [tokens, ...tones, ...shapes].map(({ cssText }) => cssText).join('\n');

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

test('every public variable is declared, and no other', () => {
  const declared = [...declarations.matchAll(/--_([\w-]+):var\(--connection-embed-([\w-]+),/g)];
  for (const [, inside, outside] of declared) assert.equal(inside, outside);
  assert.deepEqual(declared.map((match) => `--connection-embed-${match[2]}`).toSorted(), anatomy.variables.toSorted());
});

test('every variable that is read inside is declared, and every one that is declared is read', () => {
  const read = new Set([...styles.matchAll(/var\((--_[\w-]+)/g)].map((match) => match[1]));
  const declared = new Set([...declarations.matchAll(/(--_[\w-]+):/g)].map((match) => match[1]));
  const painted = ['--_tint', '--_on-tint', '--_room'];
  assert.deepEqual([...read].toSorted(), [...declared, ...painted].toSorted());
});
