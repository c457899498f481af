import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instanceSchema, type Instance } from '@cloudapp/contracts/instance';
import type { BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { givenSession, givenUser } from '@cloudapp/accounts/testing/accounts';
import { givenQuota } from '@cloudapp/data/testing/quotas';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { LoginProbe } from '@cloudapp/machines/application/ports';
import { readMachineFiles } from '@cloudapp/provision-instance/adapters/blueprint-folder';
import { environmentSchema } from '@cloudapp/provision-instance/environment';
import { createService } from '@cloudapp/provision-instance/service';
import { createLogger } from '@cloudapp/service-kit/logger';
import { listen } from '@cloudapp/service-kit/server';
import { repository } from '../../layout.ts';
import { freePort } from '../../supervisor/free-port.ts';
import { testBlueprint } from './test-blueprint.ts';
import type { TestCloud } from './test-cloud.ts';

const publicOrigin = 'https://cloudapp.example';
const sshPublicKey = readFileSync(join(import.meta.dirname, 'test-key.pub'), 'utf8').trim();

/** What a launch of the smallest blueprint asks for. */
export const wish = { blueprintId: 'tiny', name: 'Mine', size: 'small', durationHours: 2, sshPublicKey };

export interface Person {
  readonly user: StoredUser;
  readonly token: string;
}

interface ProvisioningOptions {
  readonly port?: number;
  readonly blueprints?: readonly BlueprintDefinition[];
  readonly probe?: LoginProbe;
  readonly bootEventsOrigin?: string;
}

const alwaysAnswers: LoginProbe = { answers: async () => Promise.resolve(true) };

/** A test moves time on by hours: that nobody's session ends by it, for sessions are tested where they are kept. */
const longSessions = { idleMinutes: 1_440, absoluteHours: 1_000 };

/**
 * The service on real HTTP, which can be ended as kill -9 would and started anew. Its clock is the system's, ahead by what
 * a test moved it on: by a step of the test's own each time, never for each look at what it waits for, since a slow
 * computer looks as often as a fast one and sees less happen in between.
 */
export async function startTestProvisioning(cloud: TestCloud, options: ProvisioningOptions = {}) {
  const { port = await freePort(), blueprints = [testBlueprint], probe = alwaysAnswers } = options;
  const url = `http://127.0.0.1:${port}`;
  let offsetMs = 0;
  const clock = () => new Date(Date.now() + offsetMs);
  const to = composeAccounts(cloud.tables.database);
  const log: string[] = [];
  const environment = environmentSchema.parse({
    ...cloud.environment,
    PUBLIC_ORIGIN: publicOrigin,
    SESSION_IDLE_MINUTES: String(longSessions.idleMinutes),
    BOOT_EVENTS_ORIGIN: options.bootEventsOrigin ?? url,
  });

  const start = async () => {
    const service = createService({
      environment,
      logger: createLogger('test', 'warn', { write: (line) => void log.push(line) }),
      blueprints,
      machineFiles: readMachineFiles(join(repository, 'microservices', 'provision-instance', 'machine')),
      clock,
      probe,
    });
    const server = await listen(service.application.listener, port, '127.0.0.1');
    service.start();
    return {
      machines: service.machines,
      stop: async () => {
        server.closeAllConnections();
        server.close();
        await service.close();
      },
    };
  };

  let running = await start();
  const request = async (person: Person, method: string, path: string, body?: unknown, key?: string) =>
    await fetch(`${url}/api${path}`, {
      method,
      headers: {
        Origin: publicOrigin,
        Cookie: `__Host-session=${person.token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const launch = async (person: Person, key: string = randomUUID(), changes: object = {}) => {
    return await request(person, 'POST', '/instances', { ...wish, ...changes }, key);
  };
  const read = async (person: Person, id: string): Promise<Instance> =>
    instanceSchema.parse(await (await request(person, 'GET', `/instances/${id}`)).json());
  return {
    url,
    log,
    clock,
    to,
    request,
    launch,
    read,
    machines: () => running.machines,
    passTime: (seconds: number) => {
      offsetMs += seconds * 1000;
    },
    /** Moves time on to an instant; one that is past or never comes changes nothing. */
    moveTo: (instant: string | undefined) => {
      offsetMs = Math.max(offsetMs, Date.parse(instant ?? '') - Date.now() || 0);
    },
    restart: async () => {
      running = await start();
    },
    stop: async () => {
      await running.stop();
    },
    givenPerson: async (quota = 3, overrides: Partial<StoredUser> = {}): Promise<Person> => {
      const user = await givenUser(to, overrides, undefined, clock());
      await givenQuota(cloud.tables.database, user.id, quota);
      return { user, token: await givenSession(to, user, clock(), longSessions.absoluteHours) };
    },
  };
}

export type TestProvisioning = Awaited<ReturnType<typeof startTestProvisioning>>;
