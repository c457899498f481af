import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';
import { listen, portOf } from './server.ts';
import { shutDown } from './shutdown.ts';

const logger = createLogger('test', 'silent');
let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

/** Something that happens when the test says so. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    opened,
    open: () => {
      open();
    },
  };
}

/** A server whose requests end when the test lets them. */
async function setUp() {
  const [arrival, end, turningAway] = [gate(), gate(), gate()];
  const running = await listen(
    (_request, response) => {
      arrival.open();
      void end.opened.then(() => response.end('done'));
    },
    0,
    '127.0.0.1',
  );
  server = running;
  const closed: string[] = [];
  const lifecycle = { isStopping: false };
  const stop = (drainSeconds = 600) =>
    shutDown({
      server: running,
      lifecycle,
      logger,
      delaySeconds: 8,
      drainSeconds,
      wait: () => turningAway.opened,
      close: () => void closed.push('clients'),
    });
  return { url: `http://127.0.0.1:${portOf(running)}`, lifecycle, closed, stop, arrival, end, turningAway };
}

describe('shutDown', () => {
  it('fails readiness first, answers what runs, then closes clients', async () => {
    const { url, lifecycle, closed, stop, arrival, end, turningAway } = await setUp();
    const answer = fetch(url).then((response) => response.text());
    await arrival.opened;

    const stopping = stop();
    expect(lifecycle.isStopping).toBe(true);
    turningAway.open();
    expect(closed).toEqual([]);
    end.open();

    expect(await answer).toBe('done');
    expect(await stopping).toBe(true);
    expect(closed).toEqual(['clients']);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('still accepts while load balancers turn away', async () => {
    const { url, stop, end, turningAway } = await setUp();
    end.open();

    const stopping = stop();

    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    // By its own word, before anybody can send the next request on a connection that is being closed.
    expect(answer.headers.get('connection')).toBe('close');
    turningAway.open();
    expect(await stopping).toBe(true);
  });

  it('answers what has arrived on a kept connection before it closes it, also when it had no time to read that', async () => {
    const { url, stop, end, turningAway } = await setUp();
    end.open();
    const client = connect(Number(new URL(url).port), '127.0.0.1');
    const request = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
    client.write(request);
    await once(client, 'data');
    const stopping = stop();

    client.write(request);
    turningAway.open();

    expect(await text(client)).toMatch(/^HTTP\/1[.]1 200 /);
    expect(await stopping).toBe(true);
  });

  it('cuts off what outlasts the deadline', async () => {
    const { url, closed, stop, arrival, turningAway } = await setUp();
    const answer = fetch(url).catch(() => 'cut off');
    await arrival.opened;
    turningAway.open();

    expect(await stop(0.1)).toBe(false);

    expect(await answer).toBe('cut off');
    expect(closed).toEqual(['clients']);
  });
});
