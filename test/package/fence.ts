import type { SourceFile, SourceGraph } from './source-graph.js';

/** Says what crosses it, one sentence per place; an empty list is a fence that holds. */
export type Fence = (graph: SourceGraph) => string[];

const widgetRooms = ['core', 'client', 'element', 'react', 'vue'];
/** `''` stands for the files right in `src/server`, which wire the rooms together. */
const serverRooms = [
  'store',
  'outbound',
  'oauth',
  'catalogue',
  'outbox',
  'vault',
  'attempt',
  'access',
  'http',
  '',
  'cli',
];

/** Files under `where` import nothing but what `allowed` accepts. */
export function importsOnly(where: RegExp, allowed: RegExp): Fence {
  return (graph) =>
    files(graph, where).flatMap((file) =>
      file.imports.filter((name) => !allowed.test(name)).map((name) => `${file.path} imports ${name}`),
    );
}

/** Files under `where` import nothing that `forbidden` matches. */
export function neverImports(where: RegExp, forbidden: RegExp, except?: RegExp): Fence {
  return (graph) =>
    files(graph, where)
      .filter((file) => !except?.test(file.path))
      .flatMap((file) =>
        file.imports.filter((name) => forbidden.test(name)).map((name) => `${file.path} imports ${name}`),
      );
}

/** The code of files under `where` holds nothing that `forbidden` matches. */
export function neverWrites(where: RegExp, forbidden: RegExp, except?: RegExp): Fence {
  return (graph) =>
    files(graph, where)
      .filter((file) => !except?.test(file.path))
      .flatMap((file) => {
        const found = forbidden.exec(file.code);
        return found ? [`${file.path}:${lineOf(file.code, found.index)} writes ${found[0].trim()}`] : [];
      });
}

/** A room imports only rooms that stand before it. */
export const inRoomOrder: Fence = (graph) =>
  [...graph.values()].flatMap((file) => {
    const from = roomOf(file.path);
    return file.imports.flatMap((name) => {
      const to = roomOf(name);
      if (!from || !to || from.wing !== to.wing || to.rank <= from.rank) return [];
      return [`${file.path} imports ${name}, a later room`];
    });
  });

/** Every folder of a wing is a room that the order knows. */
export const knownRooms: Fence = (graph) =>
  files(graph, /^src\/(widget|server)\/[^/]+\//)
    .filter((file) => roomOf(file.path) === undefined)
    .map((file) => `${file.path} stands in a room without a place in the order`);

/** Nothing imports itself, however far around. */
export const noCycles: Fence = (graph) => {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' -> '));
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path)?.imports ?? []) if (graph.has(next)) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
};

/** Every relative import names a file that exists. */
export const noDeadEnds: Fence = (graph) =>
  [...graph.values()].flatMap((file) =>
    file.imports.filter((name) => name.startsWith('src/') && !graph.has(name)).map((name) => `${file.path}: ${name}`),
  );

/** No file has more than `limit` lines that are neither blank nor comment. */
export function noLongerThan(limit: number): Fence {
  return (graph) =>
    [...graph.values()].flatMap((file) => {
      const lines = file.code.split('\n').filter((line) => line.trim()).length;
      return lines > limit ? [`${file.path} has ${lines} code lines`] : [];
    });
}

function files(graph: SourceGraph, where: RegExp): SourceFile[] {
  return [...graph.values()].filter((file) => where.test(file.path));
}

function lineOf(code: string, index: number): number {
  return code.slice(0, index).split('\n').length;
}

function roomOf(path: string): { wing: string; rank: number } | undefined {
  const found = /^src\/(widget|server)\/(?:([^/]+)\/)?[^/]+$/.exec(path.replace(/^(src\/\w+\/[^/]+\/).*\//, '$1'));
  if (!found?.[1]) return undefined;
  const rank = (found[1] === 'widget' ? widgetRooms : serverRooms).indexOf(found[2] ?? '');
  return rank < 0 ? undefined : { wing: found[1], rank };
}
