import { createServer } from 'node:net';

/** Below what systems give away by themselves, so that nobody comes between this answer and its use. */
const lowest = 11_000;
const perProcess = 60;
let next = lowest + (process.pid % 300) * perProcess;

/**
 * The first of `count` ports in a row that are free on both loopback addresses. Processes that run at the same time look in
 * different places, and none is answered twice in a row.
 */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = next;
    next = first + count < lowest + 300 * perProcess ? first + count : lowest;
    const row = Array.from({ length: count }, (_, i) => first + i);
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return first;
  }
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
