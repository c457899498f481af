import { SshProbe } from '@cloudapp/machines/adapters/ssh-probe';
import { until } from '../../../testing/until.ts';

const probe = new SshProbe(2_000);

/** Whether an SSH server greets at this address. */
export const greets = async (address: string): Promise<boolean> => await probe.answers(address);

/** Asks again and again; what throws is not so yet. */
export async function untilSo(isSo: () => Promise<boolean>): Promise<void> {
  await until(() => isSo().catch(() => false), Boolean);
}
