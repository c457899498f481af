import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Where this computer stands on the network. */
export interface Surroundings {
  /** Its own IPv4 addresses, as it knows them itself. */
  readonly addresses: () => string[];
  /** The IPv4 address that the internet sees it by; undefined where nobody tells. */
  readonly publicAddress: () => Promise<string | undefined>;
  /** Whether a TCP connection comes about. */
  readonly reaches: (host: string, port: number) => Promise<boolean>;
}

/** AWS's own service that answers the address that a request comes from. */
const addressService = 'https://checkip.amazonaws.com/';
const answerMs = 10_000;

export const ownSurroundings: Surroundings = {
  addresses: () =>
    Object.values(networkInterfaces())
      .flat()
      .flatMap((one) => (one?.family === 'IPv4' ? [one.address] : [])),
  publicAddress: async () => {
    try {
      const answer = await fetch(addressService, { signal: AbortSignal.timeout(answerMs) });
      return answer.ok ? (await answer.text()).trim() : undefined;
    } catch {
      return undefined;
    }
  },
  reaches: async (host, port) =>
    await new Promise((resolve) => {
      const socket = connect({ host, port, timeout: answerMs });
      const end = (isReached: boolean) => () => {
        socket.destroy();
        resolve(isReached);
      };
      socket.once('connect', end(true)).once('timeout', end(false)).once('error', end(false));
    }),
};
