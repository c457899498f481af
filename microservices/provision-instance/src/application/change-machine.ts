import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import { plainSteps, type TransactItem } from '@cloudapp/data/transaction';
import { MachineConflictError } from '@cloudapp/machines/application/writer';
import type { Machines } from '@cloudapp/machines/composition';
import type { Change } from '@cloudapp/machines/domain/change';
import { mayView, type Actor } from '../domain/actor.ts';
import { presentInstance } from '../domain/present-instance.ts';
import { RefusedError } from './refused-error.ts';

export interface ChangeParts {
  readonly machines: Pick<Machines, 'writer'>;
  readonly owners: PresentOwners;
}

/** What somebody asks of a machine, and when. */
interface Asked {
  readonly instanceId: string;
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * Changes a machine that somebody may see; to others there is none.
 * @param decide answers nothing where there is nothing to change
 * @param steps written in the same transaction
 * @throws RefusedError
 */
export async function changeMachine(
  { machines, owners }: ChangeParts,
  { instanceId, actor, now }: Asked,
  decide: (record: InstanceRecord) => Change | undefined,
  steps: readonly TransactItem[] = [],
): Promise<Instance> {
  const record = await unlessOvertaken(() =>
    machines.writer.update(
      instanceId,
      now,
      (current) => (mayView(current, actor) ? decide(current) : undefined),
      plainSteps(...steps),
    ),
  );
  if (!record || !mayView(record, actor)) throw new RefusedError({ code: 'nothing-there' });
  return presentInstance(await owners.ofOne(record, actor), actor.id, now);
}

/** @throws RefusedError `overtaken` where others were faster again and again */
export async function unlessOvertaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof MachineConflictError) throw new RefusedError({ code: 'overtaken' }, error);
    throw error;
  }
}

/** The refusal of what a machine's state does not allow. */
export function stateWrong({ state }: InstanceRecord): RefusedError {
  return new RefusedError({ code: 'state-wrong', detail: `The machine is ${state}` });
}
