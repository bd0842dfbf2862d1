import { createServer, type RequestListener, type Server } from 'node:http';

export interface Listening {
  close(): Promise<void>;
}

/** A port that somebody else has; the message is for the person at the terminal. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

/**
 * Listens on both loopback addresses, because `localhost` is `::1` to some and `127.0.0.1` to others, and on nothing else.
 * A machine without IPv6 is served on IPv4 alone.
 */
export async function listen(handler: RequestListener, port: number): Promise<Listening> {
  const servers: Server[] = [];
  const close = async () => void (await Promise.all(servers.map(closeServer)));
  try {
    for (const address of ['127.0.0.1', '::1']) {
      const server = await listenOn(handler, port, address);
      if (server) servers.push(server);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

/** Closes the last one first: who was started last leans on those before. */
export async function closeAll(started: Listening[]): Promise<void> {
  for (const one of started.splice(0).reverse()) await one.close();
}

function listenOn(handler: RequestListener, port: number, address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(undefined);
      else if (error.code === 'EADDRINUSE') reject(new PortInUse(`Port ${port} is in use.`, { cause: error }));
      else reject(error);
    });
    server.listen(port, address, () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
