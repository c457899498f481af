/**
 * Asks what pages ask, at a steady rate whether or not earlier answers have come, in a process of its own, started by `bench/reads.ts`. It
 * names the tag of the answer that it has, as pages do.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serviceVariables } from '@cloudapp/service-kit/testing/service-variables';
import type { Person } from './people.ts';

export interface Order {
  readonly origin: string;
  readonly people: readonly Person[];
  readonly perSecond: number;
  readonly seconds: number;
}

/** What an answer took beyond the calls of DynamoDB that it waits for, in milliseconds. */
export interface Took {
  readonly beyond: readonly number[];
  /** The share that was unchanged. */
  readonly unchanged: number;
}

/** A call of the strict DynamoDB takes so long by its own clock. */
const callMilliseconds = 8;

/**
 * What pages ask for, in which share, and how many calls of DynamoDB each waits for, one after the other: its session with the user, and
 * then the machine, or the list.
 */
const questions = [
  {
    share: 0.55,
    calls: 2,
    path: ({ machineIds }: Person, any: number) => `/api/instances/${machineIds[any % machineIds.length] ?? ''}`,
  },
  { share: 0.4, calls: 2, path: () => '/api/instances?limit=100' },
  { share: 0.05, calls: 1, path: () => '/api/session' },
];

/** What is refused, as it is under too much load, counts as answered so late. */
const refusedMilliseconds = 10_000;

const agent = new Agent({ keepAlive: true });
const tags = new Map<string, string>();

async function ask(origin: string, person: Person, path: string): Promise<number> {
  const key = `${person.token} ${path}`;
  const tag = tags.get(key);
  const headers = {
    Host: new URL(serviceVariables.PUBLIC_ORIGIN).host,
    Cookie: `__Host-session=${person.token}`,
    ...(tag !== undefined && { 'If-None-Match': tag }),
  };
  return await new Promise((resolve, reject) => {
    request(origin + path, { agent, headers }, (answer) => {
      const { statusCode = 0 } = answer;
      if (answer.headers.etag !== undefined) tags.set(key, answer.headers.etag);
      answer.resume().on('end', () => {
        resolve(statusCode);
      });
    })
      .on('error', reject)
      .end();
  });
}

function questionAt(share: number) {
  let sum = 0;
  const question = questions.find((one) => (sum += one.share) >= share) ?? questions[0];
  if (question === undefined) throw new Error('Nothing is asked');
  return question;
}

async function load({ origin, people, perSecond, seconds }: Order): Promise<Took> {
  const beyond: number[] = [];
  let unchanged = 0;
  const start = performance.now();
  const all: Promise<void>[] = [];
  const count = perSecond * seconds;
  const askOne = async (number: number, due: number) => {
    const person = people[number % people.length];
    if (person === undefined) return;
    const { calls, path } = questionAt(Math.random());
    const status = await ask(origin, person, path(person, number));
    if (status === 304) unchanged += 1;
    const isAnswered = status === 200 || status === 304;
    beyond.push(isAnswered ? performance.now() - due - calls * callMilliseconds : refusedMilliseconds);
  };
  for (let number = 0; number < count; number++) {
    const due = start + (number / perSecond) * 1000;
    if (due > performance.now()) await sleep(due - performance.now());
    all.push(askOne(number, due));
  }
  await Promise.all(all);
  return { beyond, unchanged: unchanged / count };
}

process.on('message', (order: Order) => {
  void load(order).then((took) => process.send?.(took));
});
