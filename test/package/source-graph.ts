import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { parseSync } from 'vite';

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  /** Without comments: what is only said counts for nothing. */
  readonly code: string;
  /** Every module named, in `import`, `export from`, `import()` and types: a path below `src` for our own, else as written. */
  readonly imports: readonly string[];
}

export type SourceGraph = ReadonlyMap<string, SourceFile>;

/** All of `src`, read anew. */
export function readSourceGraph(): SourceGraph {
  const paths = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).split(sep).join('/'));
  return graphOf(Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')])));
}

/** The graph of given texts, by path. */
export function graphOf(texts: Readonly<Record<string, string>>): SourceGraph {
  const paths = new Set(Object.keys(texts));
  return new Map(Object.entries(texts).map(([path, text]) => [path, parseFile(path, text, paths)]));
}

function parseFile(path: string, text: string, paths: ReadonlySet<string>): SourceFile {
  const { module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  let code = text;
  for (const { start, end } of comments) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  }
  const named = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    // `import('x')` as a value and as a type look the same here
    ...[...code.matchAll(/\bimport\(\s*['"`]([^'"`]+)['"`]/g)].map((found) => found[1]!),
  ];
  return { path, code, imports: [...new Set(named.map((specifier) => resolve(path, specifier, paths)))] };
}

function resolve(from: string, specifier: string, paths: ReadonlySet<string>): string {
  if (!specifier.startsWith('.')) return specifier;
  const bare = posix.join(posix.dirname(from), specifier).replace(/\.js$/, '');
  return [`${bare}.ts`, `${bare}.tsx`].find((path) => paths.has(path)) ?? `${bare}.ts`;
}
