import type { InstanceIn, InstanceRecord, LaunchIntent } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import type { LaunchTurnRepository } from '@cloudapp/data/launch-turn-repository';
import { claiming } from '../domain/claim.ts';
import type { Change } from '../domain/change.ts';
import { elsewhere } from '../domain/elsewhere.ts';
import { passing } from '../domain/facts.ts';
import { failed, foundLate, launched, movedElsewhere, noteLaunch, queued } from '../domain/moves.ts';
import { isSurelyUnlaunched } from '../domain/next-step.ts';
import type { FoundInstance } from '../domain/observed.ts';
import { terminated } from '../domain/power-moves.ts';
import { LaunchError } from './launch-error.ts';
import type { Ec2, Log, Sealer } from './ports.ts';
import type { MachineWriter } from './writer.ts';

export interface LauncherParts {
  readonly instances: InstanceRepository;
  readonly turns: Pick<LaunchTurnRepository, 'take'>;
  readonly writer: MachineWriter;
  readonly ec2: Ec2;
  readonly sealer: Sealer;
  readonly clock: () => Date;
  readonly log: Log;
}

type Requested = InstanceIn<'requested'>;

/** Gets a machine from EC2, exactly once, by its frozen intent. */
export class Launcher {
  readonly #parts: LauncherParts;

  constructor(parts: LauncherParts) {
    this.#parts = parts;
  }

  /** @returns whether the machine changed */
  async launch(record: Requested): Promise<boolean> {
    const { instances, sealer, ec2, log } = this.#parts;
    const { instanceId } = record;
    const intent = await instances.getIntent(instanceId);
    if (!intent) return false; // somebody else has had EC2's answer
    if (await this.#isQueued(record)) return true;
    const userData = await sealer.open(instanceId, intent.userData);
    if (!(await this.#noteAttempt(instanceId))) return true;
    try {
      const found = await ec2.launch(intent, userData);
      await this.#adopt(instanceId, found);
      return true;
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      log.warn({ err: error, instanceId, ec2Code: error.ec2Code }, 'EC2 did not take the launch');
      return await this.#accept(error, record, intent);
    }
  }

  /** A launch that would be one too many for EC2 is put off until its turn. One that has had its turn takes no other. */
  async #isQueued({ instanceId, launchAt }: Requested): Promise<boolean> {
    if (launchAt !== undefined) return false;
    const { turns, writer, clock } = this.#parts;
    const now = clock();
    const turn = await turns.take(now);
    if (turn <= now) return false;
    await writer.update(instanceId, now, (current) =>
      current.state === 'requested' && current.launchAt === undefined ? queued(current, now, turn) : undefined,
    );
    return true;
  }

  async #accept({ hope, code, detail }: LaunchError, record: Requested, intent: LaunchIntent): Promise<boolean> {
    switch (hope) {
      case 'elsewhere':
        return await this.#move(record.instanceId, intent, code);
      case 'again':
        return false;
      case 'look':
        return await this.giveUp(record, code, detail);
      case 'never':
        return await this.#fail(record.instanceId, code, detail);
    }
  }

  async #move(instanceId: string, intent: LaunchIntent, code: LaunchError['code']): Promise<boolean> {
    const next = elsewhere(instanceId, intent);
    if (!next) return await this.#fail(instanceId, code);
    const { writer, clock } = this.#parts;
    const now = clock();
    await writer.update(instanceId, now, (current) =>
      current.state === 'requested' ? claiming(movedElsewhere(current, now, next), now) : undefined,
    );
    return true;
  }

  /** Time is up: the machine may exist all the same, when EC2's answers were lost. */
  async giveUp(record: Requested, code: LaunchError['code'] = 'throttled', detail?: string): Promise<boolean> {
    const [found] = await this.#parts.ec2.findByToken(record.instanceId);
    if (found) {
      await this.#adopt(record.instanceId, found);
      return true;
    }
    return await this.#fail(record.instanceId, code, detail);
  }

  /** A machine that is to end before EC2's answer was noted: there may be an instance, or one may still come. */
  async findForEnding(record: InstanceIn<'terminating'>): Promise<boolean> {
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
        ? claiming(terminated(current, now), now)
        : undefined,
    );
    return true;
  }

  /** @returns whether the machine still wants to be launched */
  async #noteAttempt(instanceId: string): Promise<boolean> {
    const { writer, clock } = this.#parts;
    const now = clock();
    const noted = await writer.update(instanceId, now, (current) =>
      current.state === 'requested' ? claiming(noteLaunch(current, now), now) : undefined,
    );
    return noted?.state === 'requested';
  }

  async #adopt(instanceId: string, found: FoundInstance): Promise<void> {
    const { writer, ec2, clock } = this.#parts;
    const now = clock();
    const record = await writer.update(instanceId, now, (current) => {
      const change = this.#adoption(current, now, found);
      return change && claiming(change, now);
    });
    const isWanted = record && passing(record).ec2InstanceId === found.ec2InstanceId;
    if (!isWanted) await ec2.terminate(found.ec2InstanceId);
  }

  #adoption(current: InstanceRecord, now: Date, found: FoundInstance): Change | undefined {
    if (current.state === 'requested') return launched(current, now, found);
    const isOpen = current.state === 'terminating' || current.state === 'failed';
    return isOpen && current.ec2InstanceId === undefined ? foundLate(current, now, found) : undefined;
  }

  async #fail(instanceId: string, code: LaunchError['code'], detail?: string): Promise<boolean> {
    const { writer, clock } = this.#parts;
    const now = clock();
    await writer.update(instanceId, now, (current) =>
      current.state === 'requested' ? claiming(failed(current, now, code, { detail }), now) : undefined,
    );
    return true;
  }
}
