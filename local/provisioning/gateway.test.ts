import { Ec2Gateway } from '@cloudapp/machines/adapters/ec2-gateway';
import { sampleIntent } from '@cloudapp/machines/testing/test-machines';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalogue, startTestEndpoint, type TestEndpoint } from '../ec2/testing/test-endpoint.ts';
import { ToldBackend } from '../ec2/testing/told-backend.ts';
import { until } from '../testing/until.ts';

const intent = {
  ...sampleIntent,
  imageId: catalogue.images[0] ?? '',
  subnetId: 'subnet-0b',
  securityGroupId: 'sg-0a',
};
const userData = Buffer.from('#cloud-config\n');

let ec2: TestEndpoint;
let gateway: Ec2Gateway;

beforeEach(async () => {
  ec2 = await startTestEndpoint();
  gateway = new Ec2Gateway(ec2.client, 'cloudapp-test');
});

afterEach(async () => {
  await ec2.close();
});

const untilRunning = async (id: string) =>
  await until(
    () => gateway.observe(id),
    ({ power }) => power === 'running',
  );

const creditsIn = async (url: string) => {
  const listed = (await (await fetch(`${url}/_cloudapp/instances`)).json()) as { credits?: string }[];
  return listed.map(({ credits }) => credits);
};

test('a burstable machine is launched with unlimited credits, and limited when asked for', async () => {
  const { ec2InstanceId } = await gateway.launch(intent, userData);
  await untilRunning(ec2InstanceId);
  expect(await creditsIn(ec2.endpoint.url)).toEqual(['unlimited']);

  await gateway.limitCredits(ec2InstanceId);

  expect(await creditsIn(ec2.endpoint.url)).toEqual(['standard']);
});

test('a machine of another type is launched without, and a refusal inside a good answer is one', async () => {
  const { ec2InstanceId } = await gateway.launch({ ...intent, instanceType: 'm7i.large' }, userData);
  await untilRunning(ec2InstanceId);

  await expect(gateway.limitCredits(ec2InstanceId)).rejects.toThrow('InstanceCreditSpecification.NotSupported');
});

test('the console is shown as it is now', async () => {
  await ec2.close();
  const backend = new ToldBackend();
  ec2 = await startTestEndpoint({ backend });
  gateway = new Ec2Gateway(ec2.client, 'cloudapp-test');
  const { ec2InstanceId } = await gateway.launch(intent, userData);
  backend.print('booting');

  const { output } = await gateway.consoleOutput(ec2InstanceId);

  expect(output).toBe('booting');
});

test('a machine that was launched has an address for people and one of its subnet', async () => {
  const { ec2InstanceId, ...launched } = await gateway.launch(intent, userData);
  const running = await untilRunning(ec2InstanceId);

  expect(launched).toMatchObject({ power: 'pending', address: undefined });
  expect(running.address).toMatch(/^127\.20\.\d+\.\d+$/);
  expect(running.privateAddress).toMatch(/^10\.41\.(6[4-9]|[78]\d|9[0-5])\.\d+$/);
});

test('a start that EC2 refuses for good is told from one that may pass', async () => {
  const { ec2InstanceId } = await gateway.launch(intent, userData);
  await untilRunning(ec2InstanceId);
  await gateway.stop(ec2InstanceId);
  await until(
    () => gateway.observe(ec2InstanceId),
    ({ power }) => power === 'stopped',
  );

  ec2.endpoint.faults.add({ kind: 'vcpu-limit', times: 1 });
  await expect(gateway.start(ec2InstanceId)).rejects.toMatchObject({ name: 'StartError', code: 'account-limit' });
  ec2.endpoint.faults.add({ kind: 'throttling', times: 3, action: 'StartInstances' });
  await expect(gateway.start(ec2InstanceId)).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
  await gateway.start(ec2InstanceId);
  await untilRunning(ec2InstanceId);
});
