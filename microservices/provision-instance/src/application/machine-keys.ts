import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { ChosenKey, Instance } from '@cloudapp/contracts/instance';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import type { SshKeyRepository } from '@cloudapp/data/ssh-key-repository';
import type { Machines } from '@cloudapp/machines/composition';
import type { Change } from '@cloudapp/machines/domain/change';
import { keepingClaim } from '@cloudapp/machines/domain/claim';
import { canReplaceKey, keyReplaced } from '@cloudapp/machines/domain/key-moves';
import type { Actor } from '../domain/actor.ts';
import { keyIdOfLine } from '../domain/ssh-public-key.ts';
import { changeMachine } from './change-machine.ts';
import { ownInstance } from './find-instance.ts';
import { readKey } from './read-key.ts';
import { RefusedError } from './refused-error.ts';

export interface MachineKeyParts {
  readonly machines: Pick<Machines, 'instances' | 'writer'>;
  readonly owners: PresentOwners;
  readonly sshKeys: SshKeyRepository;
}

/** Which key opens a machine: its owner's alone to say. */
export class MachineKeys {
  readonly #parts: MachineKeyParts;

  constructor(parts: MachineKeyParts) {
    this.#parts = parts;
  }

  /** The key that the machine has already changes nothing, so that a request may be sent again. */
  async replace(
    instanceId: string,
    { sshPublicKey, sshKeyName, isSshKeyUnsaved }: ChosenKey,
    actor: Actor,
    now: Date,
  ): Promise<Instance> {
    const { machines, sshKeys } = this.#parts;
    await ownInstance(machines.instances, instanceId, actor);
    requireFreshProof(actor, now);
    const { id, fingerprint } = readKey(sshPublicKey);
    const used = { id, fingerprint, publicKey: sshPublicKey, name: sshKeyName, isUnsaved: isSshKeyUnsaved };
    const replace = (record: InstanceRecord): Change | undefined => {
      if (keyIdOfLine(record.sshPublicKey) === id) return undefined;
      if (!canReplaceKey(record)) throw new RefusedError({ code: 'state-wrong', detail: whyNot(record) });
      return keepingClaim(keyReplaced(record, now, { sshPublicKey, sshKeyName, fingerprint }, actor), record, now);
    };
    return await changeMachine(this.#parts, { instanceId, actor, now }, replace, [
      sshKeys.useItem(actor.id, used, now),
    ]);
  }
}

function whyNot({ state, takesKeys }: InstanceRecord): string {
  return takesKeys === true ? `The machine is ${state}` : 'The machine was launched before keys could be replaced';
}
