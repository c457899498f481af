import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readBatches } from './batch-read.ts';
import {
  retryOnConflict,
  retryWhilePassing,
  ThrottledError,
  UnprocessedKeysError,
  WriteConflictError,
} from './conflict.ts';
import { openDatabase } from './database.ts';
import { QuotaRepository } from './quota-repository.ts';
import { step, transact } from './transaction.ts';

const mostTries = 12;

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** A DynamoDB that gives the answers in turn, and the last one from then on. */
async function startDynamoDb(...answers: readonly Answer[]) {
  let requests = 0;
  const send = (response: ServerResponse) => {
    const { status, body } = answers[Math.min(requests, answers.length - 1)] ?? { status: 500, body: {} };
    requests += 1;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      send(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const database = openDatabase('t', { endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials });
  onTestFinished(() => {
    database.client.destroy();
    server.close();
  });
  return { database, requests: () => requests };
}

const cancelled = (...codes: readonly string[]): Answer => ({
  status: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    CancellationReasons: codes.map((Code) => ({ Code })),
  },
});
const done: Answer = { status: 200, body: {} };

/** What an on-demand table answers a transaction with that comes while it grows. */
describe('a transaction', () => {
  const write = async (...answers: readonly Answer[]) => {
    const { database, requests } = await startDynamoDb(...answers);
    const steps = [step(new QuotaRepository(database).putItem('usr_1', 3), 'known')];
    const result = await transact(database, steps, (reason) => reason).catch((error: unknown) => error);
    return { result, requests: requests() };
  };

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict'])(
    'that was cancelled for %s is sent again until it passes',
    async (code) => {
      expect(await write(cancelled('None', code), cancelled(code), done)).toEqual({ result: undefined, requests: 3 });
    },
  );

  it('whose condition does not hold is not, whatever else is wrong', async () => {
    expect(await write(cancelled('ConditionalCheckFailed', 'ThrottlingError'))).toEqual({
      result: 'known',
      requests: 1,
    });
  });

  it('that is throttled to the end fails as such, not as one that met others', async () => {
    const { result, requests } = await write(cancelled('ThrottlingError'));

    expect(result).toBeInstanceOf(ThrottledError);
    expect(requests).toBe(mostTries);
  });

  it('that met others to the end says so', async () => {
    const { result, requests } = await write(cancelled('TransactionConflict'));

    expect(result).toBeInstanceOf(WriteConflictError);
    expect(requests).toBe(mostTries);
  });
});

describe('keys that DynamoDB leaves aside', () => {
  const keys = [{ userId: 'usr_1' }, { userId: 'usr_2' }];
  const marshalled = (userId: string) => ({ userId: { S: userId } });
  const answer = (found: readonly string[], left: readonly string[]): Answer => ({
    status: 200,
    body: {
      Responses: { 't-quotas': found.map(marshalled) },
      UnprocessedKeys: left.length === 0 ? {} : { 't-quotas': { Keys: left.map(marshalled) } },
    },
  });

  it('are asked for again', async () => {
    const { database, requests } = await startDynamoDb(
      answer(['usr_1'], ['usr_2']),
      answer([], ['usr_2']),
      answer(['usr_2'], []),
    );

    expect(await readBatches(database, 'quotas', keys)).toEqual(keys);
    expect(requests()).toBe(3);
  });

  it('are given up in the end', async () => {
    const { database, requests } = await startDynamoDb(answer([], ['usr_1', 'usr_2']));

    await expect(readBatches(database, 'quotas', keys)).rejects.toThrow(UnprocessedKeysError);
    expect(requests()).toBe(mostTries);
  });
});

describe('between two tries', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['keys that were left aside', retryWhilePassing, () => new UnprocessedKeysError(1)],
    [
      'a throttled transaction',
      retryOnConflict,
      () =>
        new TransactionCanceledException({
          message: '',
          $metadata: {},
          CancellationReasons: [{ Code: 'ThrottlingError' }],
        }),
    ],
  ])('%s wait for twice as long each time, and not for ever', async (_what, retry, error) => {
    const moments: number[] = [];
    const start = Date.now();
    const outcome = retry(() => {
      moments.push(Date.now() - start);
      return Promise.reject(error());
    }).catch(() => 'given up');
    await vi.runAllTimersAsync();

    expect(await outcome).toBe('given up');
    const pauses = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
    expect(pauses).toHaveLength(mostTries - 1);
    pauses.forEach((pause, index) => {
      expect(pause).toBeGreaterThanOrEqual(Math.min(5 * 2 ** index, 320));
      expect(pause).toBeLessThanOrEqual(320);
    });
  });
});
