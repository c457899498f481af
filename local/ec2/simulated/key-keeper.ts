import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootEventRoutes } from '@cloudapp/contracts/boot-event';
import { print, type Disk } from './disk.ts';
import type { Plan } from './plan.ts';

/** What it needs of the machine that it runs on. */
interface Place {
  readonly disk: Disk;
  /** How many times faster than believable. */
  readonly speed: number;
  readonly signal: AbortSignal;
  readonly saveDisk: () => Promise<void>;
}

const SECONDS_AFTER_TROUBLE = 30;
const TIMEOUT_MILLISECONDS = 10_000;

/** Asks which key is to be let in, as the machine's own program does (machine/keys.py), until the machine is off or not wanted any more. */
export async function keepKey(place: Place, { keyUrl, token, sshPublicKey }: Plan): Promise<void> {
  if (keyUrl === undefined || sshPublicKey === undefined) return;
  const { disk, signal, speed, saveDisk } = place;
  for (;;) {
    const current = disk.loginKey ?? sshPublicKey;
    const answer = await report(keyUrl, token, current, signal);
    if (answer === 'ended') return;
    if (answer !== undefined && blobOf(answer.sshPublicKey) !== blobOf(current)) {
      disk.loginKey = answer.sshPublicKey;
      print(disk, 'cloudapp-keys: another key is let in');
      await saveDisk();
      continue;
    }
    const seconds = answer?.askAgainInSeconds ?? SECONDS_AFTER_TROUBLE;
    await sleep((seconds * 1000) / speed, undefined, { signal });
  }
}

async function report(url: string, token: string, key: string, signal: AbortSignal) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        keyId: createHash('sha256')
          .update(Buffer.from(blobOf(key), 'base64'))
          .digest('hex'),
      }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
    });
    if (response.status === 401 || response.status === 410) return 'ended';
    return bootEventRoutes.reportKey.response.parse(await response.json());
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function blobOf(line: string): string {
  return line.split(' ')[1] ?? '';
}
