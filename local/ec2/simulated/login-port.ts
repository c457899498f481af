import { createServer, type ListenOptions, type Server } from 'node:net';

export const SSH_PORT = 22;
const BANNER = 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n';
const IDLE_MILLISECONDS = 10_000;

/** What answers at a simulated machine's login port: an SSH greeting, and nothing behind it. */
export class LoginPort {
  readonly #place: ListenOptions;
  #server: Server | undefined;

  /** @param socket the path to listen on instead of port 22 of the address */
  constructor(address: string, socket?: string) {
    this.#place = socket === undefined ? { host: address, port: SSH_PORT } : { path: socket };
  }

  /** @returns a sentence on why nothing can listen there, `undefined` when it does */
  async open(): Promise<string | undefined> {
    if (this.#server !== undefined) return undefined;
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.setTimeout(IDLE_MILLISECONDS, () => socket.destroy());
      socket.once('data', () => {
        socket.end(); // a client that speaks SSH learns here that nobody is at home
      });
      socket.write(BANNER);
    });
    server.unref();
    return await new Promise((resolve) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        resolve(`nothing can listen on the login port here (${error.code ?? error.message})`);
      });
      server.listen(this.#place, () => {
        this.#server = server;
        resolve(undefined);
      });
    });
  }

  close(): void {
    this.#server?.close();
    this.#server = undefined;
  }
}
