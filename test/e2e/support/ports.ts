import { createServer } from 'node:net';

/** The first of `count` ports in a row that are free on both loopback addresses. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await portGivenBySystem();
    if (first + count > 65_535) continue;
    const rest = Array.from({ length: count }, (_, i) => first + i);
    if ((await Promise.all(rest.map(isFree))).every(Boolean)) return first;
  }
}

function portGivenBySystem(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
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
