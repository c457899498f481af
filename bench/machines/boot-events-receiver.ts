import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { frontDoorOrigin } from '../../local/ec2/real/network/addresses.ts';
import { bootEventSchema, type BootEvent } from '@cloudapp/contracts/boot-event';

export interface Received {
  event: BootEvent;
  atMilliseconds: number;
}

export interface BootEventsReceiver {
  port: number;
  urlFor: (id: string) => string;
  events: (id: string) => readonly Received[];
  /** Resolves with the first event of a machine that fits; rejects when the time is up. */
  waitFor: (id: string, fits: (event: BootEvent) => boolean, timeoutSeconds: number) => Promise<Received>;
  close: () => void;
}

/** Takes boot-events as `provision-instance` does: strictly by the contract, each machine with its own token. */
export async function startBootEventsReceiver(tokenOf: (id: string) => string): Promise<BootEventsReceiver> {
  const received = new Map<string, Received[]>();
  const listeners = new Set<() => void>();
  const server = createServer((request, response) => {
    void accept(request).then((status) => response.writeHead(status).end());
  });

  async function accept(request: IncomingMessage): Promise<number> {
    const id = /^\/api\/instances\/([\w-]+)\/boot-events$/.exec(request.url ?? '')?.[1];
    if (id === undefined) return 404;
    if (request.headers.authorization !== `Bearer ${tokenOf(id)}`) return 401;
    const parsed = bootEventSchema.safeParse(JSON.parse(await text(request)));
    if (!parsed.success) {
      console.error(`${id}: an event against the contract: ${parsed.error.message}`);
      return 400;
    }
    received.set(id, [...(received.get(id) ?? []), { event: parsed.data, atMilliseconds: Date.now() }]);
    for (const listener of listeners) listener();
    return 204;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const events = (id: string): readonly Received[] => received.get(id) ?? [];
  return {
    port,
    urlFor: (id) => `${frontDoorOrigin}/api/instances/${id}`,
    events,
    waitFor: async (id, fits, timeoutSeconds) =>
      await new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`${id} did not report what was waited for within ${timeoutSeconds} s`));
        }, timeoutSeconds * 1000);
        const look = (): void => {
          const found = events(id).find(({ event }) => fits(event));
          if (found === undefined) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
