import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import type { Lifecycle } from './health.ts';

export interface ShutdownOptions {
  readonly server: Server;
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
  /** How long to go on accepting while load balancers turn away, in seconds. */
  readonly delaySeconds: number;
  /** How long running requests may take to end, in seconds. */
  readonly drainSeconds: number;
  /** @default the system's timer */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** Closes clients and loops, after the last request has ended. */
  readonly close: () => Promise<void> | void;
}

const sweepIntervalMs = 50;
/** Of the event loop, in which connections that wait are accepted, and then what came on them is read. */
const turnsToHear = 3;

/**
 * Stops a service without failing a request: readiness fails, the endpoint is removed, then connections are closed as
 * their requests end, then clients. From the first moment each answer says that it is the last on its connection: whoever keeps one
 * would else send the next request just when it is closed. Resolves with false when requests had to be cut off.
 */
export async function shutDown(options: ShutdownOptions): Promise<boolean> {
  const { server, lifecycle, logger, delaySeconds, drainSeconds, wait = delay } = options;
  lifecycle.isStopping = true;
  server.prependListener('request', (_request, response) => {
    response.setHeader('Connection', 'close');
  });
  await wait(delaySeconds * 1000);
  // A process that is behind has requests that it has not read: closed now, their connections would count as idle.
  for (let number = 0; number < turnsToHear; number++) await turn();
  const closed = new Promise<boolean>((resolve) => {
    server.close(() => {
      resolve(true);
    });
  });
  // A connection whose request was running is kept alive for the next one; it must go as soon as it falls idle.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, sweepIntervalMs);
  const isDrained = await Promise.race([closed, delay(drainSeconds * 1000, false, { ref: false })]);
  clearInterval(sweep);
  if (!isDrained) {
    logger.warn('requests were cut off');
    server.closeAllConnections();
  }
  await options.close();
  return isDrained;
}

/** Ends the process in order when it is told to, and at once when told again. */
export function shutDownOnSignal(options: ShutdownOptions): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    options.logger.info({ signal }, 'stopping');
    const longestMs = (options.delaySeconds + options.drainSeconds + 2) * 1000;
    setTimeout(() => process.exit(1), longestMs).unref();
    shutDown(options).then(
      (isDrained) => process.exit(isDrained ? 0 : 1),
      (error: unknown) => {
        options.logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
