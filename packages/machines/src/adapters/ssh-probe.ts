import { connect } from 'node:net';
import type { LoginProbe } from '../application/ports.ts';

/** The port that people log in through. */
export const loginPort = 22;

const defaultTimeoutMs = 3_000;

/** Connects to the login port and waits for the greeting with which every SSH server begins (RFC 4253 §4.2). */
export class SshProbe implements LoginProbe {
  readonly #timeoutMs: number;

  constructor(timeoutMs = defaultTimeoutMs) {
    this.#timeoutMs = timeoutMs;
  }

  async answers(address: string): Promise<boolean> {
    return await new Promise((resolve) => {
      const socket = connect({ host: address, port: loginPort });
      const end = (isAnswering: boolean) => {
        clearTimeout(timer);
        socket.destroy();
        resolve(isAnswering);
      };
      const timer = setTimeout(end, this.#timeoutMs, false);
      let greeting = '';
      socket.on('data', (chunk) => {
        greeting += chunk.toString('latin1');
        if (greeting.startsWith('SSH-')) end(true);
        else if (greeting.length >= 4) end(false);
      });
      socket.on('error', () => {
        end(false);
      });
      socket.on('close', () => {
        end(false);
      });
    });
  }
}
