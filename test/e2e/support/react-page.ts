import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const entry = 'virtual:page.jsx';
const component = fileURLToPath(new URL('../../../src/widget/react/index.ts', import.meta.url));

/**
 * Bundles a React page as an embedder's own bundler does, in the development build, where StrictMode runs every effect
 * twice. `imports` stand at the top of its module, `jsx` is rendered inside StrictMode. Answers the scripts by path; the
 * page loads `/page.js`.
 */
export async function reactPage({ imports, jsx }: { imports: string; jsx: string }): Promise<Record<string, string>> {
  const source = `
    ${imports}
    import { StrictMode, useEffect } from 'react';
    import { createRoot } from 'react-dom/client';
    function Counted({ children }) {
      useEffect(() => { window.effects = (window.effects ?? 0) + 1; }, []);
      return children;
    }
    createRoot(document.querySelector('#root')).render(<StrictMode><Counted>${jsx}</Counted></StrictMode>);`;
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias: { 'connection-embed/react': component } },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: { page: entry }, output: { entryFileNames: '[name].js' } },
    },
  });
  const { output } = built as Rolldown.RolldownOutput;
  return Object.fromEntries(
    output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code] as const] : [])),
  );
}
