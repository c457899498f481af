import type { LoginDetails } from '@cloudapp/contracts/instance';
import type { InstanceIn } from '@cloudapp/data/instance-record';
import type { Machines } from '@cloudapp/machines/composition';
import { auditOf } from '@cloudapp/machines/domain/entries';
import * as z from 'zod';
import type { Actor } from '../domain/actor.ts';
import { loginDetails } from '../domain/login-details.ts';
import { ownInstance } from './find-instance.ts';
import { RefusedError } from './refused-error.ts';

const secretsSchema = z.record(z.string(), z.string());

/** What a machine's owner needs to log in, and nobody else gets. */
export class LoginAccess {
  readonly #machines: Pick<Machines, 'instances' | 'sealer' | 'audit'>;

  constructor(machines: Pick<Machines, 'instances' | 'sealer' | 'audit'>) {
    this.#machines = machines;
  }

  async details(instanceId: string, actor: Actor): Promise<LoginDetails> {
    return loginDetails(await this.#readyInstance(instanceId, actor));
  }

  /** The audit log is written first: nothing is shown of which there is no trace. */
  async reveal(instanceId: string, secretId: string, actor: Actor, now: Date): Promise<string> {
    const { instances, sealer, audit } = this.#machines;
    const record = await this.#readyInstance(instanceId, actor);
    const template = record.login.secrets.find(({ id }) => id === secretId);
    const sealed = template && (await instances.getSecrets(instanceId));
    if (!sealed) throw new RefusedError({ code: 'nothing-there' });
    const text = Buffer.from(await sealer.open(instanceId, sealed)).toString('utf8');
    const value = new Map(Object.entries(secretsSchema.parse(JSON.parse(text)))).get(secretId);
    if (value === undefined) throw new RefusedError({ code: 'nothing-there' });
    await audit.append(auditOf(record, 'secret-revealed', actor, template.label), now);
    return value;
  }

  async #readyInstance(instanceId: string, actor: Actor): Promise<InstanceIn<'ready'>> {
    const record = await ownInstance(this.#machines.instances, instanceId, actor);
    if (record.state === 'ready') return record;
    throw new RefusedError({ code: 'state-wrong', detail: `The machine is ${record.state}` });
  }
}
