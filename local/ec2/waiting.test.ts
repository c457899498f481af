import { DescribeInstancesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { until } from '../testing/until.ts';
import { launchInput, startTestEndpoint } from './testing/test-endpoint.ts';
import { ToldBackend } from './testing/told-backend.ts';

test('an instance that is pending tells what it waits for, and forgets it when it runs', async () => {
  const backend = new ToldBackend();
  const ec2 = await startTestEndpoint({ backend });
  const launched = await ec2.client.send(new RunInstancesCommand(launchInput('slow')));
  const InstanceIds = launched.Instances?.flatMap(({ InstanceId = '' }) => InstanceId) ?? [];
  const look = async () => {
    const { Reservations = [] } = await ec2.client.send(new DescribeInstancesCommand({ InstanceIds }));
    const [instance] = Reservations[0]?.Instances ?? [];
    return { state: instance?.State?.Name, reason: instance?.StateReason?.Message };
  };

  expect(await look()).toEqual({ state: 'pending', reason: 'pending' });
  backend.say('A root is made: 40 %');
  expect(await look()).toEqual({ state: 'pending', reason: 'A root is made: 40 %' });
  backend.finishBoots();
  const running = await until(look, ({ state }) => state === 'running');

  expect(running.reason).toBeUndefined();
  await ec2.close();
});
