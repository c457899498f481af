import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * One JSON line an event on standard output. Nothing that is logged holds bodies, cookies, tokens or queries; the
 * redaction is the second lock for errors that carry a request with them.
 */
export function createLogger(name: string, level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      name,
      level,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      base: { name },
      redact: {
        paths: ['*.headers', '*.password', '*.token', '*.cookie', 'err.details', 'err.$response'],
        remove: true,
      },
    },
    ...(destination ? [destination] : []),
  );
}
