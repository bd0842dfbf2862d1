import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { transform } from 'esbuild';
import { compile } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The block of code in that language below a heading of the README, as it stands there. */
function block(heading: string, language: string): string {
  const section = readme.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  const [, code = ''] = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(section) ?? [];
  assert.ok(code, `the README has a ${language} block below ${heading}`);
  return code;
}

/** Every name that is imported is one that the package has. */
async function importsWhatThereIs(code: string): Promise<void> {
  const imports = [...code.matchAll(/import (type )?\{([^}]*)\} from 'connection-embed\/?(\w*)'/g)];
  assert.ok(imports.length > 0 || code.includes("import 'connection-embed'"));
  const entries: Record<string, () => Promise<object>> = {
    core: () => import('../../src/widget/core/index.js'),
    client: () => import('../../src/widget/client/index.js'),
    react: () => import('../../src/widget/react/index.js'),
    vue: () => import('../../src/widget/vue/index.js'),
  };
  for (const [, type, names = '', entry = ''] of imports) {
    if (type) continue;
    const found = (await entries[entry]?.()) ?? {};
    for (const name of names.split(',')) assert.ok(name.trim() in found, `${entry} has ${name}`);
  }
}

describe('the README', () => {
  it('shows React code that compiles, of names that there are', async () => {
    const code = block('React', 'jsx');
    await transform(code, { loader: 'jsx', jsx: 'automatic' });
    await importsWhatThereIs(code);
  });

  it('shows a Vue component that compiles, of names that there are', async () => {
    const code = block('Vue', 'vue');
    const { descriptor, errors } = parse(code);
    assert.deepEqual(errors, []);
    compileScript(descriptor, { id: 'readme', inlineTemplate: true });
    await importsWhatThereIs(code);
  });

  it('shows Svelte and Angular code that compiles', async () => {
    const { warnings } = compile(block('Other frameworks', 'svelte'), { generate: 'client' });
    assert.deepEqual(warnings, []);
    const angular = block('Other frameworks', 'ts');
    await transform(angular, { loader: 'ts', tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } });
  });

  it('shows the parts below the tag as they are, and how they are put together', async () => {
    const code = block('Headless', 'ts');
    await importsWhatThereIs(code);
    const { createIndex, search, transition } = await import('../../src/widget/core/index.js');
    const source = { integrations: async () => [{ type: 'hubspot', name: 'HubSpot', categories: ['crm'] }] };
    const own = code.replaceAll(/^import .*$/gm, '').replace(/^const source = .*$/m, '');
    const { code: body } = await transform(own, { loader: 'ts' });
    const run = Function(
      'source',
      'createIndex',
      'search',
      'transition',
      `return (async () => { ${body}; return flow; })()`,
    );
    const flow: unknown = await run(source, createIndex, search, transition);
    assert.equal((flow as { step: string }).step, 'waiting');
  });
});
