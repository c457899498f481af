import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { InstanceIn } from '@cloudapp/data/instance-record';
import { newId } from '@cloudapp/data/ids';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { givenSession, givenUser } from '@cloudapp/accounts/testing/accounts';
import { openDatabase } from '@cloudapp/data/database';
import { createTestTables } from '@cloudapp/data/testing/test-tables';
import { hashToken } from '@cloudapp/data/token';
import { step, transact } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Machines } from '@cloudapp/machines/composition';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { createLogger } from '@cloudapp/service-kit/logger';
import { refuseUndeclaredProblems } from '@cloudapp/service-kit/testing/refuse-undeclared-problems';
import { serve } from '@cloudapp/service-kit/testing/serve';
import { readBlueprints, readMachineFiles } from '../adapters/blueprint-folder.ts';
import { environmentSchema } from '../environment.ts';
import { createService } from '../service.ts';
import { variablesFor } from './variables.ts';

export const publicOrigin = 'https://cloudapp.example';
export const machineToken = 'm'.repeat(43);
const serviceFolder = join(import.meta.dirname, '..', '..');

/** A caller with a session of its own. */
export interface Caller {
  readonly user: StoredUser;
  readonly token: string;
}

/** The service on real HTTP with tables of its own; it does not look after machines, so that they stay as they are put. */
export async function startTestService({
  logger = createLogger('test', 'silent'),
  clock = () => new Date(),
  origin = publicOrigin,
} = {}) {
  const tables = await createTestTables();
  // One of its own, which the service closes.
  const database = openDatabase(tables.prefix, {});
  const blueprints = readBlueprints(join(serviceFolder, 'blueprints'));
  const environment = environmentSchema.parse({
    ...variablesFor(blueprints.map(({ id }) => id)),
    TABLE_PREFIX: tables.prefix,
    PUBLIC_ORIGIN: origin,
    BOOT_EVENTS_ORIGIN: origin,
  });
  const machineFiles = readMachineFiles(join(serviceFolder, 'machine'));
  const { onUndeclaredProblem, check } = refuseUndeclaredProblems();
  const service = createService({
    environment,
    logger,
    blueprints,
    machineFiles,
    onUndeclaredProblem,
    clock,
    database,
  });
  const server = await serve(service.application.listener);
  const { url } = server;
  const machines: Machines = service.machines;
  const to = composeAccounts(tables.database);

  const givenCaller = async (overrides: Partial<StoredUser> = {}): Promise<Caller> => {
    const user = await givenUser(to, overrides);
    return { user, token: await givenSession(to, user) };
  };
  /** Another session of a caller, whose proof is eleven minutes old. */
  const givenStale = async ({ user }: Caller): Promise<Caller> => ({
    user,
    token: await givenSession(to, user, new Date(Date.now() - 11 * 60_000)),
  });
  /** A machine in a state, whose next look is far away. */
  const givenMachine = async <State extends InstanceState>(
    owner: StoredUser,
    state: State,
    overrides: Partial<InstanceIn<State>> = {},
  ): Promise<InstanceIn<State>> => {
    const { id, name, email } = owner;
    const record = {
      ...sampleRecord(state),
      instanceId: newId('mch', new Date()),
      owner: { id, name, email },
      tokenHash: hashToken(machineToken),
      createdAt: new Date().toISOString(),
      ...overrides,
    };
    await transact(tables.database, [step(machines.instances.createItem(record), 'taken')], (reason) => {
      throw new Error(reason);
    });
    return record;
  };
  const request = async (
    method: string,
    path: string,
    { as, body, tag }: { as?: Caller | undefined; body?: unknown; tag?: string | undefined } = {},
  ) =>
    await fetch(`${url}/api${path}`, {
      method,
      headers: {
        Origin: origin,
        'Idempotency-Key': randomUUID(),
        ...(tag !== undefined && { 'If-None-Match': tag }),
        ...(as && { Cookie: `__Host-session=${as.token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const stop = async () => {
    server.stop();
    await service.close();
    await tables.remove();
    check();
  };
  return {
    url,
    tables,
    database,
    to,
    machines,
    givenCaller,
    givenStale,
    givenMachine,
    request,
    stop,
  };
}

export type TestService = Awaited<ReturnType<typeof startTestService>>;
