/**
 * What one poll of a page costs, whole and where nothing has changed: `npx tsx bench/polling.ts`.
 *
 * A service of machines runs in this process against an emulator of its own. Requests, items and read units are counted, bytes are
 * those of the body before compression, and the time is processor time of this process, caller and service together, as a mean.
 */
import { startTestService, type Caller } from '../microservices/provision-instance/src/testing/test-service.ts';
import { setup } from '../local/testing/emulator-setup.ts';
import { report, type Figure } from './figures/figures.ts';
import { countReads } from './polling/read-counter.ts';

const rounds = 300;
const warmUps = 100;

const stopEmulator = await setup();
const service = await startTestService();
try {
  const reads = countReads(service.database);
  const owner = await service.givenCaller();
  const admin = await service.givenCaller({ role: 'admin' });
  const { instanceId } = await service.givenMachine(owner.user, 'installing');
  for (const state of ['ready', 'stopped'] as const) await service.givenMachine(owner.user, state);
  for (let count = 0; count < 97; count++) {
    await service.givenMachine((await service.givenCaller()).user, 'ready');
  }

  reads();
  await (await service.request('GET', `/instances/${instanceId}`, { as: owner })).text();
  const { requests, items, units } = reads();
  const figures: Figure[] = [
    { what: 'first request of a session, for a machine: requests to DynamoDB', unit: '', reached: requests },
    { what: 'first request of a session, for a machine: items read', unit: '', reached: items },
    { what: 'first request of a session, for a machine: read units', unit: '', reached: units },
  ];

  const measure = async (what: string, path: string, as: Caller, isTagged: boolean) => {
    let tag: string | undefined;
    let bytes = 0;
    const ask = async () => {
      const answer = await service.request('GET', path, { as, tag });
      bytes = Buffer.byteLength(await answer.text());
      if (isTagged) tag = answer.headers.get('etag') ?? undefined;
      return answer.status;
    };
    for (let round = 0; round < warmUps; round++) await ask();
    reads();
    const status = await ask();
    const { requests, items, units } = reads();
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round++) await ask();
    const { user, system } = process.cpuUsage(before);
    const rows: [string, string, number][] = [
      ['requests to DynamoDB', '', requests],
      ['items read', '', items],
      ['read units', '', units],
      ['bytes of the body', '', bytes],
      ['processor time', 'ms', (user + system) / 1000 / rounds],
    ];
    const name = `${what}, ${isTagged ? `unchanged (${status})` : 'whole'}`;
    figures.push(...rows.map(([row, unit, reached]) => ({ what: `${name}: ${row}`, unit, reached })));
  };

  for (const [what, path, as] of [
    ['a machine', `/instances/${instanceId}`, owner],
    ['three machines of one’s own', '/instances?limit=100', owner],
    ['100 machines of 98 people', '/fleet/instances?limit=100', admin],
  ] as const) {
    for (const isTagged of [false, true]) await measure(what, path, as, isTagged);
  }
  await report('polling', 'npx tsx bench/polling.ts', figures);
} finally {
  await service.stop();
  await stopEmulator();
}
