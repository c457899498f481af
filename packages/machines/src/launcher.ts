import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { failed, launched, noteLaunch, terminated } from './domain/moves.ts';
import { isSurelyUnlaunched } from './domain/next-step.ts';
import { held } from './claim.ts';
import { LaunchError } from './launch-error.ts';
import type { Ec2, Log, Observed, Sealer } from './ports.ts';
import type { MachineWriter } from './writer.ts';

export interface LauncherParts {
  readonly instances: InstanceRepository;
  readonly writer: MachineWriter;
  readonly ec2: Ec2;
  readonly sealer: Sealer;
  readonly clock: () => Date;
  readonly log: Log;
}

type Found = { ec2InstanceId: string } & Observed;

/** Gets a machine from EC2, exactly once, by its frozen intent. */
export class Launcher {
  readonly #parts: LauncherParts;

  constructor(parts: LauncherParts) {
    this.#parts = parts;
  }

  /** @returns whether the machine changed */
  async launch(record: InstanceRecord): Promise<boolean> {
    const { instances, sealer, ec2, log } = this.#parts;
    const { instanceId } = record;
    const intent = await instances.getIntent(instanceId);
    if (!intent) return false; // somebody else has had EC2's answer
    const userData = await sealer.open(instanceId, intent.userData);
    if (!(await this.#noteAttempt(instanceId))) return true;
    try {
      const found = await ec2.launch(instanceId, intent, userData);
      await this.#adopt(instanceId, found);
      return true;
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      log.warn({ err: error, instanceId, ec2Code: error.ec2Code }, 'EC2 did not take the launch');
      if (error.isRetryable) return false;
      // EC2 knows the token from an earlier call, so there may be a machine behind it.
      if (error.ec2Code.startsWith('Idempotent')) return await this.giveUp(record, error.code, error.ec2Code);
      return await this.#fail(instanceId, error.code, error.ec2Code);
    }
  }

  /** Time is up: the machine may exist all the same, when EC2's answers were lost. */
  async giveUp(record: InstanceRecord, code: LaunchError['code'] = 'throttled', detail?: string): Promise<boolean> {
    const [found] = await this.#parts.ec2.findByToken(record.instanceId);
    if (found) {
      await this.#adopt(record.instanceId, found);
      return true;
    }
    return await this.#fail(record.instanceId, code, detail);
  }

  /** A machine that is to end before EC2's answer was noted: there may be an instance, or one may still come. */
  async findForEnding(record: InstanceRecord): Promise<boolean> {
    const { ec2, writer, clock } = this.#parts;
    const [found] = await ec2.findByToken(record.instanceId);
    if (found) {
      await this.#adopt(record.instanceId, found);
      return true;
    }
    const now = clock();
    if (!isSurelyUnlaunched(record, now)) return false;
    await writer.update(record.instanceId, now, (current) =>
      current.state === 'terminating' && current.ec2InstanceId === undefined
        ? held(terminated(current, now), now)
        : undefined,
    );
    return true;
  }

  /** @returns whether the machine still wants to be launched */
  async #noteAttempt(instanceId: string): Promise<boolean> {
    const { writer, clock } = this.#parts;
    const now = clock();
    const noted = await writer.update(instanceId, now, (current) =>
      current.state === 'requested' ? held(noteLaunch(current, now), now) : undefined,
    );
    return noted?.state === 'requested';
  }

  async #adopt(instanceId: string, found: Found): Promise<void> {
    const { writer, ec2, clock } = this.#parts;
    const now = clock();
    const record = await writer.update(instanceId, now, (current) =>
      current.ec2InstanceId === undefined && current.state !== 'terminated'
        ? held(launched(current, now, found), now)
        : undefined,
    );
    if (record?.ec2InstanceId !== found.ec2InstanceId) await ec2.terminate(found.ec2InstanceId); // nobody wants it any more
  }

  async #fail(instanceId: string, code: LaunchError['code'], detail?: string): Promise<boolean> {
    const { writer, clock } = this.#parts;
    const now = clock();
    await writer.update(instanceId, now, (current) =>
      current.state === 'requested' ? held(failed(current, now, code, { detail }), now) : undefined,
    );
    return true;
  }
}
