import type { NextConfig } from 'next';

/** Left out of the bundle: it opens a database and hands out the widget's files from beside its own. */
export default { serverExternalPackages: ['connection-embed'] } satisfies NextConfig;
