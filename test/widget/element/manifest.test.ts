import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { cssData, htmlData, webTypes } from '../../../.vite/editor-data.js';
import { describeTag } from '../../../.vite/manifest.js';
import { anatomy } from '../../../src/widget/element/anatomy.js';
import { ConnectionEmbed } from '../../../src/widget/element/connection-embed.js';

const tag = describeTag();
const names = (list: readonly { name: string }[] = []): string[] => list.map(({ name }) => name).sort();

describe('custom-elements.json', () => {
  it('names every part, variable and state of the tag, and no other', () => {
    const parts = tag.cssParts.flatMap(({ name, description = '' }) => [
      name,
      ...[...description.matchAll(/`([\w-]+)`/g)].map(([, state = '']) => state),
    ]);
    assert.deepEqual(parts.sort(), anatomy.parts.toSorted());
    assert.deepEqual(names(tag.cssProperties), anatomy.variables.toSorted());
    assert.deepEqual(names(tag.cssStates), anatomy.states.toSorted());
  });

  it('names every event that the events map has, by its class', () => {
    const events = readFileSync(new URL('../../../src/widget/element/events.ts', import.meta.url), 'utf8');
    const map = /interface GlobalEventHandlersEventMap \{([^}]*)\}/.exec(events)?.[1] ?? '';
    const mapped = [...map.matchAll(/'([\w-]+)': (\w+);/g)].map(([, name = '', type = '']) => `${name} ${type}`);
    assert.ok(mapped.length >= 6);
    assert.deepEqual(tag.events.map(({ name, type }) => `${name} ${type?.text}`).sort(), mapped.sort());
  });

  it('names every attribute that the class observes, and `lang`, each with a sentence', () => {
    assert.deepEqual(names(tag.attributes), [...ConnectionEmbed.observedAttributes, 'lang'].sort());
    assert.deepEqual(
      tag.attributes.filter(({ description = '' }) => !description.endsWith('.')),
      [],
    );
  });

  it('names every property, and the methods, and nothing private', () => {
    const properties = Object.keys(ConnectionEmbed.properties);
    const fields = names(tag.members.filter(({ kind }) => kind === 'field'));
    assert.deepEqual(
      properties.filter((name) => !fields.includes(name)),
      [],
    );
    assert.deepEqual(names(tag.members.filter(({ kind }) => kind === 'method')), ['close', 'connect', 'open']);
    assert.equal(
      fields.some((name) => name.startsWith('#')),
      false,
    );
  });
});

describe('the data for editors', () => {
  it('offers the values of what is one of several, and none for a text', () => {
    const { tags } = htmlData(tag) as { tags: { attributes: { name: string; values?: { name: string }[] }[] }[] };
    const values = (name: string) =>
      tags[0]?.attributes.find((one) => one.name === name)?.values?.map((value) => value.name);
    assert.deepEqual(values('display'), ['inline', 'popover', 'dialog']);
    assert.deepEqual(values('auth-mode'), ['auto', 'popup', 'redirect']);
    assert.deepEqual(values('theme'), ['auto', 'light', 'dark']);
    assert.equal(values('endpoint'), undefined);
  });

  it('knows every variable', () => {
    const { properties } = cssData(tag) as { properties: { name: string }[] };
    assert.deepEqual(names(properties), anatomy.variables.toSorted());
  });

  it('tells JetBrains of attributes, properties, events and parts', () => {
    const { contributions } = webTypes(tag, { version: '1.2.3' }) as {
      contributions: { html: { elements: { attributes: []; js: { events: [] }; css: { parts: [] } }[] } };
    };
    const [element] = contributions.html.elements;
    assert.equal(element?.attributes.length, tag.attributes.length);
    assert.equal(element?.js.events.length, tag.events.length);
    assert.equal(element?.css.parts.length, tag.cssParts.length);
  });
});
