import type { EC2Client } from '@aws-sdk/client-ec2';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import { provisioningRecordSchema, type ProvisioningRecord } from '@cloudapp/machines/domain/provisioning-record';
import { patience } from '@cloudapp/service-kit/aws-client';
import type { Ec2Cloud } from './ec2.ts';
import type { ServiceName } from './faults.ts';
import { sdkError, type RunningProcess, type Surroundings } from './running-process.ts';

/** A message that reached administrators. */
export interface Message {
  readonly machineId: string;
  readonly at: number;
  /** Which process sent it. */
  readonly process: string;
}

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: unknown;
}

/** AWS around the product, but for DynamoDB: what it holds is found afterwards. */
export class Aws {
  readonly ec2: Ec2Cloud;
  readonly records = new Map<string, ProvisioningRecord>();
  readonly messages: Message[] = [];
  /** The machine whose record S3 refuses, whatever is in it. */
  poisoned: string | undefined;
  readonly #around: Surroundings;

  constructor(ec2: Ec2Cloud, around: Surroundings) {
    this.ec2 = ec2;
    this.#around = around;
  }

  /** The SDK's clients of one process. */
  clientsOf(process: RunningProcess) {
    const client = (
      service: ServiceName,
      waiting: { tries: number; seconds: number },
      effect: (command: Command) => Promise<object>,
    ) => ({
      send: async (command: Command) => await process.call(service, waiting, () => effect(command)),
    });
    return {
      ec2: client('ec2', patience.ec2, ({ constructor, input }) =>
        this.ec2.send(constructor.name, input as Record<string, unknown>),
      ) as unknown as EC2Client,
      s3: client('s3', patience.request, ({ input }) =>
        this.#put(input as { Key: string; Body: string }),
      ) as unknown as S3Client,
      sns: client('sns', patience.request, ({ input }) =>
        this.#publish(process, input as Published),
      ) as unknown as SNSClient,
      kms: client('kms', patience.request, ({ input }) => this.#wrap(input as Wrapped)) as unknown as KMSClient,
    };
  }

  async #put({ Key, Body }: { readonly Key: string; readonly Body: string }): Promise<object> {
    await this.#pass();
    if (this.poisoned !== undefined && Key.includes(this.poisoned)) throw sdkError('AccessDenied', 'client');
    if (this.records.has(Key)) throw sdkError('PreconditionFailed', 'client');
    this.records.set(Key, provisioningRecordSchema.parse(JSON.parse(Body)));
    return {};
  }

  async #publish({ name }: RunningProcess, { MessageAttributes }: Published): Promise<object> {
    await this.#pass();
    this.messages.push({
      machineId: MessageAttributes['instanceId']?.StringValue ?? '',
      at: this.#around.time.now(),
      process: name,
    });
    return {};
  }

  /** Keys are wrapped by nothing: that seals hold is tested elsewhere. */
  async #wrap({ Plaintext, CiphertextBlob }: Wrapped): Promise<object> {
    await this.#pass();
    return Plaintext ? { CiphertextBlob: Plaintext } : { Plaintext: CiphertextBlob };
  }

  async #pass(): Promise<void> {
    const { time, chance } = this.#around;
    await time.sleep(chance.between(5, 80));
  }
}

interface Published {
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue?: string }>>;
}

interface Wrapped {
  readonly Plaintext?: Uint8Array;
  readonly CiphertextBlob?: Uint8Array;
}
