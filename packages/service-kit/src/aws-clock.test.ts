import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { AwsClock } from './aws-clock.ts';
import { callSettings, patience } from './aws-client.ts';

/** Half a second past, so that the whole second of the header says little. */
const noon = Date.parse('2026-03-01T12:00:00.500Z');
const minute = 60_000;

/** A clock of a computer that is off by so much, at noon, and AWS that answers after a while. */
function given({ offMs, localMs = noon + offMs }: { offMs: number; localMs?: number }) {
  let local = localMs;
  const clock = new AwsClock(() => local);
  return {
    clock,
    /** AWS hears the request after `there`, and its answer takes `back`. */
    ask: ({ there = 10, back = 10 } = {}) => {
      const sentAt = clock.local();
      local += there;
      const date = new Date(local - offMs).toUTCString();
      local += back;
      clock.hear(date, sentAt);
    },
    pass: (ms: number) => (local += ms),
    error: () => clock.now().getTime() - (local - offMs),
  };
}

describe('the clock', () => {
  it('is left as it is where it may well be right', () => {
    for (const offMs of [0, 400, -400]) {
      const { clock, ask } = given({ offMs });
      ask();
      expect(clock.now().getTime(), `off by ${offMs} ms`).toBe(clock.local());
    }
  });

  it.each([4 * minute, -4 * minute, 3_600_000, -2_000])(
    'that is %i ms off is right to the second after one answer',
    (offMs) => {
      const { ask, error } = given({ offMs });
      expect(error()).toBe(offMs);

      ask();

      expect(Math.abs(error())).toBeLessThanOrEqual(1_020);
    },
  );

  it('is not moved by an answer that took long, as far as that may be the way it took', () => {
    const { clock, ask } = given({ offMs: 0 });
    ask({ there: 20_000, back: 50 });
    ask({ there: 50, back: 20_000 });

    expect(clock.now().getTime()).toBe(clock.local());
  });

  it('comes nearer with each answer, and follows a computer whose clock is set right', () => {
    const { ask, error, pass } = given({ offMs: 4 * minute });
    ask({ back: 30_000 });
    expect(Math.abs(error())).toBeLessThanOrEqual(31_020);
    pass(500);
    ask();
    expect(Math.abs(error())).toBeLessThanOrEqual(1_020);
  });

  it.each([undefined, '', 'yesterday'])('learns nothing from the date %o', (date) => {
    const { clock } = given({ offMs: 4 * minute });
    clock.hear(date, clock.local());
    expect(clock.now().getTime()).toBe(clock.local());
  });
});

describe('what clients of AWS are made with', () => {
  it('tells the clock of each answer, of refusals too', async () => {
    const clock = new AwsClock();
    const tomorrow = new Date(Date.now() + 86_400_000);
    const server = createServer((_, response) => {
      response.writeHead(403, { date: tomorrow.toUTCString(), 'content-type': 'application/xml' });
      response.end('<Error><Code>AccessDenied</Code></Error>');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      ...callSettings(patience.signIn, clock),
    });

    await expect(client.send(new ListBucketsCommand({}))).rejects.toThrow();

    expect(clock.now().getTime()).toBeGreaterThan(Date.now() + 86_000_000);
    client.destroy();
    server.close();
  });
});
