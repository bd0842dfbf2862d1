/** What the analyzer reads, and where it leaves what it found for `.vite/manifest.ts`. */
export default {
  globs: ['src/widget/element/connection-embed.ts'],
  outdir: 'node_modules/.cache/manifest',
  litelement: true,
  // It would point package.json at that folder.
  packagejson: false,
  quiet: true,
};
