import { afterEach, describe, expect, it } from 'vitest';
import { createApplication } from './application.ts';
import type { Lifecycle } from './health.ts';
import { createLogger } from './logger.ts';
import { serve } from './testing/serve.ts';

let stop = (): void => undefined;
afterEach(() => {
  stop();
});

/** A service that depends on tables, which answer or not. */
async function setUp() {
  const tables = { isDown: false, asked: 0 };
  const application = createApplication({
    routes: [],
    sessions: { authenticate: async () => Promise.resolve(undefined) },
    publicOrigin: 'https://cloudapp.example',
    logger: createLogger('test', 'silent'),
    readiness: {
      tables: async () => {
        tables.asked += 1;
        await (tables.isDown ? Promise.reject(new Error('down')) : Promise.resolve());
      },
    },
  });
  const server = await serve(application.listener);
  stop = server.stop;
  const isReady = async () => (await fetch(`${server.url}/health/ready`)).ok;
  const lifecycle: Lifecycle = application.lifecycle;
  return { tables, isReady, lifecycle };
}

describe('readiness', () => {
  it('begins with the first time that all answers that is depended on', async () => {
    const { tables, isReady } = await setUp();
    tables.isDown = true;
    expect(await isReady()).toBe(false);
    tables.isDown = false;

    expect(await isReady()).toBe(true);
  });

  it('does not end with a fault that all replicas share', async () => {
    const { tables, isReady } = await setUp();
    await isReady();
    tables.isDown = true;

    expect(await isReady()).toBe(true);
    expect(tables.asked).toBe(1);
  });

  it('ends when the process is told to stop', async () => {
    const { isReady, lifecycle } = await setUp();
    await isReady();
    lifecycle.isStopping = true;

    expect(await isReady()).toBe(false);
  });
});
