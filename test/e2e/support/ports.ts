import { createServer } from 'node:net';

/** Below what systems give away by themselves, so that nobody comes between this answer and its use. */
const lowest = 11_000;
const blocks = 300;
/** Ports of a block; the first is held by the process that it belongs to. */
const size = 60;

let block = process.pid % blocks;
let next = size;

/**
 * The first of `count` ports in a row that are free on both loopback addresses; none is answered twice. They belong to
 * this process until it ends, so that a program that takes its time to listen does not find another test's server there,
 * and that one is not asked what it was not meant to be.
 */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    while (next + count > size) await claimBlock();
    const first = lowest + block * size + next;
    next += count;
    const row = Array.from({ length: count }, (_, i) => first + i);
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return first;
  }
}

async function claimBlock(): Promise<void> {
  let candidate = block;
  do candidate = (candidate + 1) % blocks;
  while (!(await claim(lowest + candidate * size)));
  block = candidate;
  next = 1;
}

/** Listens until the process ends, without keeping it from that. */
function claim(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).unref();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
}

async function isFree(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => canListen(port, host)));
  return answers.every(Boolean);
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has nobody on its ports there either.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
