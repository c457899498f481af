import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a measured server says once it listens. */
export interface Listening {
  readonly port: number;
}

/** What it says whenever it is asked. */
export interface Usage {
  /** Seconds in which this process has kept a processor busy. */
  readonly busySeconds: number;
  /** Bytes of memory that this process has; without what nobody holds any more where it was started with `--expose-gc`. */
  readonly memory: number;
}

/** Listens, says where, and tells from then on what this process has used, whenever it is sent a message. */
export function listenAndTell(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port } satisfies Listening);
  });
  process.on('message', () => {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ busySeconds: (user + system) / 1_000_000, memory: process.memoryUsage.rss() } satisfies Usage);
  });
}
