import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';
import { listen, portOf } from './server.ts';
import { shutDown } from './shutdown.ts';

const logger = createLogger('test', 'silent');
let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

async function setUp(requestMs: number) {
  const running = await listen(
    (_request, response) => {
      setTimeout(() => response.end('done'), requestMs);
    },
    0,
    '127.0.0.1',
  );
  server = running;
  const closed: string[] = [];
  const lifecycle = { isStopping: false };
  const stop = (drainSeconds: number, delaySeconds = 0) =>
    shutDown({
      server: running,
      lifecycle,
      logger,
      delaySeconds,
      drainSeconds,
      close: () => void closed.push('clients'),
    });
  return { url: `http://127.0.0.1:${portOf(running)}`, lifecycle, closed, stop };
}

describe('shutDown', () => {
  it('fails readiness first, answers what runs, then closes clients', async () => {
    const { url, lifecycle, closed, stop } = await setUp(150);
    const answer = fetch(url).then((response) => response.text());
    await delay(50);

    const stopping = stop(5);
    expect(lifecycle.isStopping).toBe(true);
    expect(closed).toEqual([]);

    expect(await answer).toBe('done');
    expect(await stopping).toBe(true);
    expect(closed).toEqual(['clients']);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('still accepts while load balancers turn away', async () => {
    const { url, stop } = await setUp(1);

    const stopping = stop(1, 0.3);
    await delay(100);

    expect((await fetch(url)).status).toBe(200);
    await stopping;
  });

  it('cuts off what outlasts the deadline', async () => {
    const { url, closed, stop } = await setUp(10_000);
    const answer = fetch(url).catch(() => 'cut off');
    await delay(50);

    expect(await stop(0.1)).toBe(false);

    expect(await answer).toBe('cut off');
    expect(closed).toEqual(['clients']);
  });
});
