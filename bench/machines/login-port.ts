import { setTimeout as sleep } from 'node:timers/promises';
import { SshProbe } from '@cloudapp/machines/adapters/ssh-probe';

const POLL_MILLISECONDS = 10;
const probe = new SshProbe(2_000);

/** Milliseconds until an SSH server greets at this address. */
export async function untilLoginAnswers(address: string, timeoutSeconds = 60): Promise<number> {
  const started = performance.now();
  while (!(await probe.answers(address))) {
    if (performance.now() - started > timeoutSeconds * 1000) throw new Error(`${address} does not answer at port 22`);
    await sleep(POLL_MILLISECONDS);
  }
  return performance.now() - started;
}
