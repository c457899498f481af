/**
 * Asks services at a steady rate over kept connections, in a process of its own; `slow-database.ts` and `restarts.ts` fork it. It is
 * told where to ask, the first phase and a `Plan`, then other targets and phases; when told `stop` it says what came of each phase.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { ServiceName } from '@cloudapp/contracts/service';
import { seededRandom } from '../../local/strict-dynamodb/random.ts';

/** Where the processes of each service are that take requests, as a load balancer knows them. */
export type Targets = Readonly<Partial<Record<ServiceName, readonly string[]>>>;

/** One kind of request. */
export interface Kind {
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whose sessions ask for it, in turn by chance. */
  readonly cookies: readonly string[];
  readonly body?: object;
}

export interface Plan {
  readonly kinds: readonly Kind[];
  readonly perSecond: number;
  readonly seed: number;
}

/** What came of the requests that began in a phase. */
export interface Phase {
  name: string;
  /** By status, `503 without Retry-After`, or the code of what went wrong instead of an answer. */
  outcomes: Record<string, number>;
  /** The longest that one took, in milliseconds. */
  longestMs: number;
  /** When the last one that was told to come again began, in seconds since the phase did. */
  lastBusySeconds: number;
}

const tickMs = 10;
const giveUpMs = 40_000;
const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });
const phases: Phase[] = [];
let phaseBegan = 0;
let waiting = 0;
let targets: Targets = {};
let timer: NodeJS.Timeout | undefined;

function begin(name: string): void {
  phaseBegan = performance.now();
  phases.push({ name, outcomes: {}, longestMs: 0, lastBusySeconds: 0 });
}

function send({ service, method, path, headers, cookies, body }: Kind, random: () => number): void {
  const phase = phases.at(-1);
  if (phase === undefined) return;
  const began = performance.now();
  const known = targets[service] ?? [];
  const origin = known[Math.floor(random() * known.length)];
  const beganInPhase = (began - phaseBegan) / 1000;
  const cookie = cookies[Math.floor(random() * cookies.length)] ?? '';
  waiting += 1;
  const settle = (outcome: string): void => {
    waiting -= 1;
    phase.outcomes[outcome] = (phase.outcomes[outcome] ?? 0) + 1;
    phase.longestMs = Math.max(phase.longestMs, performance.now() - began);
    if (outcome === '503') phase.lastBusySeconds = Math.max(phase.lastBusySeconds, beganInPhase);
  };
  const text = body === undefined ? undefined : JSON.stringify(body);
  const own = text === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const asked = request(new URL(path, origin), { method, agent, headers: { ...headers, ...own, cookie } });
  asked.setTimeout(giveUpMs, () => asked.destroy(Object.assign(new Error(), { code: 'unanswered' })));
  asked.on('response', (response) => {
    response.resume();
    response.on('end', () => {
      const { statusCode, headers: answered } = response;
      const isPlain = statusCode !== 503 || answered['retry-after'] !== undefined;
      settle(isPlain ? String(statusCode) : '503 without Retry-After');
    });
    response.on('error', () => {
      settle('cut off');
    });
  });
  asked.on('error', (error: NodeJS.ErrnoException) => {
    settle(error.code ?? error.message);
  });
  asked.end(text);
}

function run({ kinds, perSecond, seed }: Plan): void {
  const random = seededRandom(seed);
  const began = performance.now();
  let sent = 0;
  timer = setInterval(() => {
    const due = ((performance.now() - began) / 1000) * perSecond;
    for (; sent < due; sent++) {
      const kind = kinds[Math.floor(random() * kinds.length)];
      if (kind !== undefined) send(kind, random);
    }
  }, tickMs);
}

function stop(): void {
  clearInterval(timer);
  const told = setInterval(() => {
    if (waiting > 0) return;
    clearInterval(told);
    process.send?.(phases, () => process.exit());
  }, tickMs);
}

process.on('message', (message: Plan | string | { readonly targets: Targets }) => {
  if (message === 'stop') stop();
  else if (typeof message === 'object' && 'targets' in message) {
    ({ targets } = message);
    process.send?.('turned');
  } else if (typeof message === 'string') begin(message);
  else run(message);
});
