import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * The network between a server and its database, as a program that can be cut, repaired or made to carry nothing. Its `url`
 * is that of the database, over the line.
 */
export async function openLine(url: string) {
  const target = new URL(url);
  const open = new Set<Socket>();
  let server = await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const own = new URL(url);
  own.port = String(port);

  async function listen(at: number) {
    const listening = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(socket);
        socket.pipe(other);
        socket.on('error', () => other.destroy()).on('close', () => (open.delete(socket), other.destroy()));
      }
    });
    listening.listen(at, '127.0.0.1');
    await once(listening, 'listening');
    return listening;
  }

  async function cut(): Promise<void> {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }

  return {
    url: own.href,
    cut,
    async repair() {
      server = await listen(port);
    },
    /** Those that are open carry nothing more; new ones do. */
    silence() {
      for (const socket of open) socket.unpipe().pause();
    },
    close: cut,
  };
}
