import type { Logger } from 'pino';
import type { Application } from './application.ts';
import { listen, portOf } from './server.ts';
import { shutDownOnSignal } from './shutdown.ts';

export interface ServiceProcess {
  readonly application: Application;
  readonly logger: Logger;
  readonly environment: {
    readonly PORT: number;
    readonly HOST: string;
    readonly SHUTDOWN_DELAY_SECONDS: number;
    readonly SHUTDOWN_DRAIN_SECONDS: number;
  };
  /** Closes clients and loops, after the last request has ended. */
  readonly close: () => Promise<void> | void;
}

/** What every service's `main.ts` does: listens, and stops in order when it is told to. */
export async function runService({ application, logger, environment, close }: ServiceProcess): Promise<void> {
  process.on('unhandledRejection', (error) => {
    logger.fatal({ err: error }, 'unhandled rejection');
    process.exit(1);
  });
  try {
    const server = await listen(application.listener, environment.PORT, environment.HOST);
    shutDownOnSignal({
      server,
      lifecycle: application.lifecycle,
      logger,
      delaySeconds: environment.SHUTDOWN_DELAY_SECONDS,
      drainSeconds: environment.SHUTDOWN_DRAIN_SECONDS,
      close,
    });
    logger.info({ port: portOf(server) }, 'listening');
  } catch (error) {
    logger.fatal({ err: error }, `cannot listen on port ${environment.PORT}`);
    process.exitCode = 1;
    await close();
  }
}
