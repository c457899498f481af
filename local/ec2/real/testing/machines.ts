import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether an SSH server greets at this address. */
export async function greets(address: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host: address, port: 22 });
    socket.setTimeout(2000, () => {
      resolve(false);
      socket.destroy();
    });
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** Asks again and again; what throws is not so yet. Fails after half a minute. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('It never came to be so.');
    await sleep(100);
  }
}
