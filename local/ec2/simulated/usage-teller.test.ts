import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { usageRoutes } from '@cloudapp/contracts/usage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { makeHostKey } from './host-key.ts';
import { tellUsage } from './usage-teller.ts';

let receiver: Server;
let reports: unknown[];
/** What is answered, one after the other; then the machine has ended. */
let answers: object[];

const bodySchema = usageRoutes.reportUsage.body;
const disk = () => ({ boots: 1, finishedSteps: [], hostKey: makeHostKey(), secrets: {}, console: '' });

beforeEach(async () => {
  reports = [];
  answers = [];
  receiver = createServer((request, response) => {
    void json(request).then((body) => {
      reports.push(bodySchema.parse(body));
      const answer = answers.shift();
      response.writeHead(answer === undefined ? 410 : 200).end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  receiver.close();
});

const planOf = () => ({
  eventsUrl: 'http://127.0.0.1/events',
  usageUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/usage`,
  token: 'machine-token',
  steps: [],
  secrets: [],
});

test('a simulated machine says what it does until it has ended: busy first, then waiting for somebody', async () => {
  answers = Array.from({ length: 9 }, () => ({}));

  await tellUsage({ disk: disk(), speed: 60_000, signal: new AbortController().signal }, planOf());

  const jobs = z.array(z.object({ samples: z.tuple([z.object({ jobs: z.int() })]) })).parse(reports);
  expect(jobs.map(({ samples: [sample] }) => sample.jobs)).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
});

test('it shows on its console what people on it are told, once', async () => {
  const shown = disk();
  answers = [{}, { message: 'it stops' }, { message: 'it stops' }];

  await tellUsage({ disk: shown, speed: 60_000, signal: new AbortController().signal }, planOf());

  expect(shown.console).toBe('wall: it stops\n');
});

test('it says nothing where its plan knows no address for that', async () => {
  const old = { ...planOf(), usageUrl: undefined };

  await tellUsage({ disk: disk(), speed: 60_000, signal: new AbortController().signal }, old);

  expect(reports).toEqual([]);
});
