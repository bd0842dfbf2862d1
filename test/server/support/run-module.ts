import { spawn } from 'node:child_process';

/** Runs a module in a process of its own, from the root of the project, and waits for its end. */
export async function runModule(
  script: string,
): Promise<{ code: number | null; signal: string | null; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: '' },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, stderr })));
}

/** A line for `runModule` that makes `import(name)` fail as for a package that is not installed. */
export function withoutPackage(name: string): string {
  const hooks = `export const resolve = (name, context, next) => {
    if (name === ${JSON.stringify(name)}) throw Object.assign(new Error('not there'), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  };`;
  return `
    import { register } from 'node:module';
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
}
