import { setTimeout as sleep } from 'node:timers/promises';
import { usageRoutes, type UsageSample } from '@cloudapp/contracts/usage';
import { print, type Disk } from './disk.ts';
import type { Plan } from './plan.ts';

/** What it needs of the machine that it runs on. */
interface Place {
  readonly disk: Disk;
  /** How many times faster than believable. */
  readonly speed: number;
  readonly signal: AbortSignal;
}

const SECONDS_BETWEEN_SAMPLES = 60;
const TIMEOUT_MILLISECONDS = 10_000;
/** So long a machine that has booted is installing, or is looked at by whoever wanted it. */
const BUSY_MINUTES = 6;
/** A little work that comes by itself, as from timers of the system. */
const MINUTES_BETWEEN_BURSTS = 180;

/** Says what the machine does, as the machine's own program does (machine/usage.py), until it is off or not wanted any more. */
export async function tellUsage({ disk, speed, signal }: Place, { usageUrl, token }: Plan): Promise<void> {
  if (usageUrl === undefined) return;
  let shown: string | undefined;
  for (let minute = 0; ; minute++) {
    const message = await report(usageUrl, token, believable(minute), signal);
    if (message === 'ended') return;
    if (message?.text !== undefined && message.text !== shown) print(disk, `wall: ${message.text}`);
    shown = message?.text;
    await sleep((SECONDS_BETWEEN_SAMPLES * 1000) / speed, undefined, { signal });
  }
}

/** What a small machine does so many minutes after its boot: it is busy at first, and then waits for somebody. */
function believable(minute: number): UsageSample {
  const isBusy = minute < BUSY_MINUTES;
  const isBurst = minute % MINUTES_BETWEEN_BURSTS === MINUTES_BETWEEN_BURSTS - 1;
  const wave = (1 + Math.sin(minute / 7)) / 2;
  const cpu = isBusy ? 35 + 40 * wave : isBurst ? 18 : 0.5 + 2 * wave;
  return {
    cpu: rounded(cpu),
    memory: rounded(isBusy ? 30 + minute : 34 + 2 * wave),
    disk: rounded(Math.min(31, 22 + minute / 60)),
    load: rounded(isBusy ? 1.1 : 0.05 * wave),
    terminals: 0,
    isTyping: false,
    connections: 0,
    jobs: isBusy ? 1 : 0,
    networkKb: isBusy ? 9000 : Math.round(4 + 6 * wave),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

async function report(url: string, token: string, sample: UsageSample, signal: AbortSignal) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ samples: [{ secondsAgo: 0, ...sample }] }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
    });
    if (response.status === 401 || response.status === 410) return 'ended';
    return { text: usageRoutes.reportUsage.response.parse(await response.json()).message };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
