import type { Named, Tag } from './manifest.js';

/** Custom data of VS Code for HTML: the setting `html.customData`. */
export function htmlData(tag: Tag): unknown {
  return {
    version: 1.1,
    tags: [
      {
        name: tag.tagName,
        description: markdown(tag.summary),
        attributes: tag.attributes.map((attribute) => ({
          name: attribute.name,
          ...described(attribute),
          ...(isBoolean(attribute) && { valueSet: 'v' }),
          ...(valuesOf(attribute).length > 0 && { values: valuesOf(attribute).map((name) => ({ name })) }),
        })),
      },
    ],
  };
}

/** Custom data of VS Code for CSS: the setting `css.customData`. */
export function cssData(tag: Tag): unknown {
  return {
    version: 1.1,
    properties: tag.cssProperties.map((property) => ({ name: property.name, ...described(property) })),
  };
}

/** What JetBrains' editors read by the `web-types` field of package.json. */
export function webTypes(tag: Tag, { version }: { version: string }): unknown {
  const plain = ({ name, description }: Named): unknown => ({ name, description });
  const typed = (one: Named): unknown => ({ name: one.name, description: one.description, type: one.type?.text });
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name: 'connection-embed',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: tag.tagName,
            description: tag.summary,
            attributes: tag.attributes.map((attribute) => ({
              name: attribute.name,
              description: attribute.description,
              default: attribute.default?.replaceAll("'", ''),
              value: isBoolean(attribute) ? { kind: 'no-value' } : { type: attribute.type?.text },
            })),
            slots: tag.slots?.map(plain),
            js: {
              properties: tag.members.filter(({ kind }) => kind === 'field').map(typed),
              events: tag.events.map(typed),
            },
            css: { properties: tag.cssProperties.map(plain), parts: tag.cssParts.map(plain) },
          },
        ],
      },
    },
  };
}

function described({ description }: Named): { description?: unknown } {
  return description === undefined ? {} : { description: markdown(description) };
}

function markdown(value: string): unknown {
  return { kind: 'markdown', value };
}

function isBoolean({ type }: Named): boolean {
  return type?.text === 'boolean';
}

function valuesOf({ type }: Named): string[] {
  return [...(type?.text ?? '').matchAll(/'([^']*)'/g)].map(([, value = '']) => value);
}
