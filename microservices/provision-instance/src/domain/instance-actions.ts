import type { Instance } from '@cloudapp/contracts/instance';
import { allowedActions, type InstanceAction } from '@cloudapp/contracts/instance-state';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { held } from '@cloudapp/machines/claim';
import type { Machines } from '@cloudapp/machines/composition';
import type { Change } from '@cloudapp/machines/domain/change';
import * as moves from '@cloudapp/machines/domain/moves';
import { MachineConflictError } from '@cloudapp/machines/writer';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { mayView, type Viewer } from './instance-access.ts';
import { presentInstance } from './present-instance.ts';

type PlainAction = Exclude<InstanceAction, 'retry' | 'extend'>;

export interface ActionParts {
  readonly machines: Pick<Machines, 'writer'>;
  readonly kick: (instanceId: string) => void;
}

type Decide = (record: InstanceRecord, now: Date, requester: moves.Requester) => Change;

const plainActions: Readonly<Record<PlainAction, Decide>> = {
  start: moves.starting,
  stop: (record, now, requester) => moves.stopping(record, now, 'Stopping', requester),
  reboot: moves.rebooting,
  terminate: moves.terminating,
};

/** What owners and administrators do with a machine. The intention is stored first and carried out afterwards. */
export class InstanceActions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  async perform(instanceId: string, action: PlainAction, viewer: Viewer, now: Date): Promise<Instance> {
    return await this.#change(instanceId, action, viewer, now, plainActions[action]);
  }

  async extend(instanceId: string, hours: number, viewer: Viewer, now: Date): Promise<Instance> {
    return await this.#change(instanceId, 'extend', viewer, now, (record, at, requester) =>
      moves.extended(record, at, hours, requester),
    );
  }

  async #change(instanceId: string, action: InstanceAction, viewer: Viewer, now: Date, decide: Decide) {
    const record = await this.#update(instanceId, now, (current) => {
      if (!mayView(current, viewer)) return undefined;
      if (!allowedActions(current.state, current.owner.id === viewer.id).includes(action)) {
        throw new ProblemError('state-conflict', { detail: `The machine is ${current.state}` });
      }
      const change = decide(current, now, viewer);
      return action === 'extend' ? change : held(change, now);
    });
    if (!record || !mayView(record, viewer)) throw new ProblemError('not-found');
    if (action !== 'extend') this.#parts.kick(instanceId);
    return presentInstance(record, viewer.id, now);
  }

  async #update(instanceId: string, now: Date, decide: (record: InstanceRecord) => Change | undefined) {
    try {
      return await this.#parts.machines.writer.update(instanceId, now, decide);
    } catch (error) {
      if (error instanceof MachineConflictError) throw new ProblemError('edit-conflict', {}, error);
      throw error;
    }
  }
}
