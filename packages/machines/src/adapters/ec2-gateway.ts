import {
  DescribeInstancesCommand,
  GetConsoleOutputCommand,
  ModifyInstanceCreditSpecificationCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type DescribeInstancesCommandInput,
  type EC2Client,
  type Instance,
  type StateReason,
} from '@aws-sdk/client-ec2';
import type { LaunchIntent } from '@cloudapp/data/instance-record';
import pRetry from 'p-retry';
import type { Ec2, TaggedInstance } from '../application/ports.ts';
import { isBurstable } from '../domain/credits.ts';
import { tokensOf } from '../domain/elsewhere.ts';
import type { Observed } from '../domain/observed.ts';
import { tag } from '../domain/tags.ts';
import { toLaunchError } from './to-launch-error.ts';
import { toStartError } from './to-start-error.ts';

const powers = new Set<string>(['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated']);

/** Root device of Debian's AMIs. */
const rootDevice = '/dev/xvda';

/** Three tries with jitter, 200 to 400 ms doubling: what is still refused then waits for the keeper's next look. */
const tries = { retries: 2, minTimeout: 200, factor: 2, randomize: true };
const passing = new Set(['RequestLimitExceeded', 'Throttling', 'InternalError', 'ServiceUnavailable', 'Unavailable']);

/** EC2 lists at most this many instances a page. */
const pageSize = 1000;

/**
 * EC2 through the SDK. The client must make one attempt only: the SDK would try InsufficientInstanceCapacity again, which
 * comes as a server error, and people should rather hear of it.
 */
export class Ec2Gateway implements Ec2 {
  readonly #client: EC2Client;
  readonly #environment: string;

  /** @param environment value of the tag by which our instances are known */
  constructor(client: EC2Client, environment: string) {
    this.#client = client;
    this.#environment = environment;
  }

  async launch(intent: LaunchIntent, userData: Uint8Array) {
    const tags = Object.entries(intent.tags).map(([Key, Value]) => ({ Key, Value }));
    const command = new RunInstancesCommand({
      ClientToken: intent.token,
      MinCount: 1,
      MaxCount: 1,
      ImageId: intent.imageId,
      InstanceType: intent.instanceType as never,
      // A subnet of one's own gives no public address unless it is asked for here, with subnet and groups beside it:
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: intent.subnetId,
          Groups: [intent.securityGroupId],
          AssociatePublicIpAddress: true,
          DeleteOnTermination: true,
        },
      ],
      IamInstanceProfile: { Name: intent.instanceProfile },
      ...(isBurstable(intent.instanceType) && { CreditSpecification: { CpuCredits: 'unlimited' } }),
      UserData: Buffer.from(userData).toString('base64'),
      InstanceInitiatedShutdownBehavior: 'stop',
      MetadataOptions: {
        HttpEndpoint: 'enabled',
        HttpTokens: 'required',
        HttpPutResponseHopLimit: 1,
        InstanceMetadataTags: 'disabled',
      },
      BlockDeviceMappings: [
        {
          DeviceName: rootDevice,
          Ebs: { VolumeSize: intent.diskGib, VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true },
        },
      ],
      TagSpecifications: [
        { ResourceType: 'instance', Tags: tags },
        { ResourceType: 'volume', Tags: tags },
      ],
    });
    try {
      const answer = await retryPassing(() => this.#client.send(command));
      const [instance] = answer.Instances ?? [];
      if (instance?.InstanceId === undefined) throw new Error('RunInstances answered without an instance');
      return { ec2InstanceId: instance.InstanceId, ...toObserved(instance) };
    } catch (error) {
      throw toLaunchError(error);
    }
  }

  async limitCredits(ec2InstanceId: string): Promise<void> {
    const command = new ModifyInstanceCreditSpecificationCommand({
      InstanceCreditSpecifications: [{ InstanceId: ec2InstanceId, CpuCredits: 'standard' }],
    });
    const { UnsuccessfulInstanceCreditSpecifications: refused = [] } = await retryPassing(() =>
      this.#client.send(command),
    );
    // The request succeeds even when EC2 changed nothing.
    if (refused.length > 0) throw new Error(`EC2 did not limit the credits: ${refused[0]?.Error?.Code ?? 'no reason'}`);
  }

  async observe(ec2InstanceId: string): Promise<Observed> {
    try {
      const [instance] = await this.#describe({ InstanceIds: [ec2InstanceId] });
      return instance ? toObserved(instance) : { power: 'absent' };
    } catch (error) {
      if (isUnknownInstance(error)) return { power: 'absent' };
      throw error;
    }
  }

  async findByToken(instanceId: string) {
    const instances = await this.#describe({ Filters: [{ Name: 'client-token', Values: tokensOf(instanceId) }] });
    return instances.flatMap((instance) =>
      instance.InstanceId === undefined ? [] : [{ ec2InstanceId: instance.InstanceId, ...toObserved(instance) }],
    );
  }

  async listOwn(): Promise<TaggedInstance[]> {
    const Filters = [{ Name: `tag:${tag.environment}`, Values: [this.#environment] }];
    const found: TaggedInstance[] = [];
    // Page by page, so that what EC2 says besides is not held of all.
    for await (const page of this.#pages({ Filters, MaxResults: pageSize })) found.push(...page.flatMap(toTagged));
    return found;
  }

  async start(ec2InstanceId: string): Promise<void> {
    try {
      await retryPassing(() => this.#client.send(new StartInstancesCommand({ InstanceIds: [ec2InstanceId] })));
    } catch (error) {
      throw toStartError(error);
    }
  }

  async stop(ec2InstanceId: string): Promise<void> {
    await retryPassing(() => this.#client.send(new StopInstancesCommand({ InstanceIds: [ec2InstanceId] })));
  }

  async reboot(ec2InstanceId: string): Promise<void> {
    await retryPassing(() => this.#client.send(new RebootInstancesCommand({ InstanceIds: [ec2InstanceId] })));
  }

  async terminate(ec2InstanceId: string): Promise<void> {
    try {
      await retryPassing(() => this.#client.send(new TerminateInstancesCommand({ InstanceIds: [ec2InstanceId] })));
    } catch (error) {
      if (!isUnknownInstance(error)) throw error; // long gone
    }
  }

  /** `Latest`: else EC2 answers what was there soon after the last change of state, often nothing. Types on Nitro only. */
  async consoleOutput(ec2InstanceId: string) {
    try {
      const answer = await retryPassing(() =>
        this.#client.send(new GetConsoleOutputCommand({ InstanceId: ec2InstanceId, Latest: true })),
      );
      const output = Buffer.from(answer.Output ?? '', 'base64').toString('utf8');
      return { output, at: answer.Timestamp?.toISOString() };
    } catch (error) {
      if (isUnknownInstance(error)) return { output: '' };
      throw error;
    }
  }

  async #describe(input: DescribeInstancesCommandInput): Promise<Instance[]> {
    const found: Instance[] = [];
    for await (const page of this.#pages(input)) found.push(...page);
    return found;
  }

  async *#pages(input: DescribeInstancesCommandInput): AsyncGenerator<Instance[]> {
    let NextToken: string | undefined;
    do {
      const command = new DescribeInstancesCommand({ ...input, ...(NextToken !== undefined && { NextToken }) });
      const answer = await retryPassing(() => this.#client.send(command));
      yield (answer.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
      ({ NextToken } = answer);
    } while (NextToken !== undefined && NextToken !== '');
  }
}

function toTagged(instance: Instance): TaggedInstance[] {
  if (instance.InstanceId === undefined) return [];
  const instanceId = instance.Tags?.find(({ Key }) => Key === tag.id)?.Value ?? '';
  return [{ ec2InstanceId: instance.InstanceId, instanceId, ...toObserved(instance) }];
}

function toObserved(instance: Instance): Observed {
  const power = instance.State?.Name ?? '';
  return {
    power: powers.has(power) ? (power as Observed['power']) : 'absent',
    address: instance.PublicIpAddress,
    privateAddress: instance.PrivateIpAddress,
    reason: reasonOf(instance.StateReason),
  };
}

/** EC2 explains "pending" by "pending", which is no reason. */
function reasonOf(reason: StateReason | undefined): string | undefined {
  return reason?.Message === reason?.Code ? undefined : reason?.Message;
}

function isUnknownInstance(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidInstanceID.NotFound';
}

async function retryPassing<T>(call: () => Promise<T>): Promise<T> {
  return await pRetry(call, { ...tries, shouldRetry: ({ error }) => passing.has(error.name) });
}
