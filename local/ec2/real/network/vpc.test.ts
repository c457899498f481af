import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleMachine } from '../../testing/sample-machine.ts';
import { openPlace } from '../testing/place.ts';
import { Vpc } from './vpc.ts';

const { obstacle, remove } = await openPlace();
const SSH = 22;
const machine = sampleMachine({
  instanceId: 'i-0000000000000c11e',
  privateAddress: '10.41.32.21',
  publicAddress: '127.20.247.11',
});

afterAll(remove);

/** Knocks at an address again and again, and says how many were let in and then left without an end. */
async function knock(address: string, isOver: () => boolean): Promise<number> {
  const open = new Set<ReturnType<typeof connect>>();
  while (!isOver()) {
    const socket = connect(SSH, address);
    open.add(socket);
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
    await sleep(1);
  }
  const deadline = Date.now() + 60_000;
  while (open.size > 0 && Date.now() < deadline) await sleep(20);
  const left = open.size;
  for (const socket of open) socket.destroy();
  return left;
}

describe.skipIf(obstacle !== undefined)('the address of a machine in the network of real machines', () => {
  let vpc: Vpc;

  beforeAll(async () => {
    vpc = await Vpc.open({ frontDoorPort: undefined, mirrorPorts: [], mirrorHosts: [] });
  });

  afterAll(async () => {
    await vpc.close();
  });

  test('leaves nobody waiting who comes while it is opened, or closed again', async () => {
    let isOver = false;
    const left = knock(machine.publicAddress ?? '', () => isOver);

    for (let round = 0; round < 10; round += 1) {
      await vpc.connect(machine);
      await vpc.disconnect(machine.instanceId);
    }
    isOver = true;

    expect(await left).toBe(0);
  });
});
