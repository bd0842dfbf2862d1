import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import * as z from 'zod/mini';
import { cssData, htmlData, webTypes } from './editor-data.js';

const Named = z.object({
  name: z.string(),
  description: z.optional(z.string()),
  type: z.optional(z.object({ text: z.string() })),
  default: z.optional(z.string()),
});
export type Named = z.infer<typeof Named>;

const Member = z.extend(Named, {
  kind: z.enum(['field', 'method']),
  privacy: z.optional(z.string()),
  readonly: z.optional(z.boolean()),
  attribute: z.optional(z.string()),
  reflects: z.optional(z.boolean()),
  parameters: z.optional(z.array(z.extend(Named, { optional: z.optional(z.boolean()) }))),
  return: z.optional(z.object({ type: z.object({ text: z.string() }) })),
});

const Tag = z.object({
  kind: z.literal('class'),
  name: z.string(),
  tagName: z.string(),
  customElement: z.literal(true),
  summary: z.string(),
  description: z.string(),
  superclass: z.object({ name: z.string(), package: z.string() }),
  attributes: z.array(z.extend(Named, { fieldName: z.optional(z.string()) })),
  members: z.array(Member),
  events: z.array(Named),
  slots: z.optional(z.array(Named)),
  cssParts: z.array(Named),
  cssProperties: z.array(Named),
  cssStates: z.array(Named),
});
export type Tag = z.infer<typeof Tag>;

const Analysed = z.object({ modules: z.array(z.object({ declarations: z.array(z.unknown()) })) });

const element = 'src/widget/element/connection-embed.ts';
const analysed = 'node_modules/.cache/manifest/custom-elements.json';

/** Writes what editors and Storybook know of the tag beside the library: all of it comes out of the docblock of its class. */
export function manifest(): Plugin {
  return {
    name: 'manifest',
    generateBundle() {
      const tag = describeTag();
      const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
      const files: Record<string, unknown> = {
        'custom-elements.json': customElements(tag),
        'vscode.html-custom-data.json': htmlData(tag),
        'vscode.css-custom-data.json': cssData(tag),
        'web-types.json': webTypes(tag, { version }),
      };
      for (const [fileName, content] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName, source: `${JSON.stringify(content, null, 2)}\n` });
    },
  };
}

/** The tag as its class and docblock tell it, without what is private. */
export function describeTag(): Tag {
  const analyzer = 'node_modules/@custom-elements-manifest/analyzer/cem.js';
  execFileSync(process.execPath, [analyzer, 'analyze', '--config', '.vite/manifest.config.mjs'], { stdio: 'inherit' });
  const { modules } = Analysed.parse(JSON.parse(readFileSync(analysed, 'utf8')));
  const [tag] = modules.flatMap((one) => one.declarations).flatMap((one) => Tag.safeParse(one).data ?? []);
  if (!tag) throw new Error(`${element} describes no tag`);
  return {
    ...tag,
    attributes: tag.attributes.map(spelledOut),
    members: tag.members.filter(({ privacy, name }) => privacy !== 'private' && !name.startsWith('#')).map(spelledOut),
    // An event that is sent without a line of the docblock is one that another event's class sends.
    events: tag.events.filter(({ description }) => description !== undefined),
  };
}

/** A type that has a name in `options.ts`, as what it stands for: editors offer its values. */
function spelledOut<T extends Named>(one: T): T {
  const named = one.type && new RegExp(`export type ${one.type.text} = ('[^;]*);`).exec(options())?.[1];
  return named === undefined ? one : { ...one, type: { text: named } };
}

function options(): string {
  return readFileSync('src/widget/element/options.ts', 'utf8');
}

/** `custom-elements.json`, with the files as they are published. */
function customElements(tag: Tag): unknown {
  const path = element.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
  const declaration = { name: tag.name, module: path };
  return {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path,
        declarations: [tag],
        exports: [{ kind: 'js', name: tag.name, declaration }],
      },
      {
        kind: 'javascript-module',
        path: 'dist/index.js',
        declarations: [],
        exports: [{ kind: 'custom-element-definition', name: tag.tagName, declaration }],
      },
    ],
  };
}
