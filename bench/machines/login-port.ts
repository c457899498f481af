import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 10;

/** Milliseconds until an SSH server greets at this address. */
export async function untilLoginAnswers(address: string, timeoutSeconds = 60): Promise<number> {
  const started = performance.now();
  while (!(await greets(address))) {
    if (performance.now() - started > timeoutSeconds * 1000) throw new Error(`${address} does not answer at port 22`);
    await sleep(POLL_MILLISECONDS);
  }
  return performance.now() - started;
}

export async function greets(address: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host: address, port: 22 });
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(2000, () => {
      settle(false);
    });
    socket.once('error', () => {
      settle(false);
    });
    socket.once('data', (data) => {
      settle(data.toString().startsWith('SSH-2.0-'));
    });
  });
}
