import { DescribeInstancesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import type { MachineBackend, OnWait } from './machine-backend.ts';
import { until } from '../testing/until.ts';
import { launchInput, startTestEndpoint } from './testing/test-endpoint.ts';

const done = async (): Promise<void> => Promise.resolve();

/** A backend whose machine boots when the test says so. */
function slowBackend() {
  let say: OnWait = () => undefined;
  let finish: () => void = () => undefined;
  const backend: MachineBackend = {
    kind: 'real',
    hasRoom: () => true,
    boot: async (_, onWait = () => undefined) => {
      say = onWait;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
    start: done,
    stop: done,
    reboot: done,
    terminate: done,
    consoleOutput: async () => Promise.resolve(''),
    recover: done,
    close: done,
  };
  return {
    backend,
    say: (sentence: string) => {
      say(sentence);
    },
    finish: () => {
      finish();
    },
  };
}

test('an instance that is pending tells what it waits for, and forgets it when it runs', async () => {
  const slow = slowBackend();
  const ec2 = await startTestEndpoint({ backend: slow.backend });
  const launched = await ec2.client.send(new RunInstancesCommand(launchInput('slow')));
  const InstanceIds = launched.Instances?.flatMap(({ InstanceId = '' }) => InstanceId) ?? [];
  const look = async () => {
    const { Reservations = [] } = await ec2.client.send(new DescribeInstancesCommand({ InstanceIds }));
    const [instance] = Reservations[0]?.Instances ?? [];
    return { state: instance?.State?.Name, reason: instance?.StateReason?.Message };
  };

  expect(await look()).toEqual({ state: 'pending', reason: 'pending' });
  slow.say('A root is made: 40 %');
  expect(await look()).toEqual({ state: 'pending', reason: 'A root is made: 40 %' });
  slow.finish();
  const running = await until(look, ({ state }) => state === 'running', 5);

  expect(running.reason).toBeUndefined();
  await ec2.close();
});
