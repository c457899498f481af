import type { LoginDetails } from '@cloudapp/contracts/instance';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Machines } from '@cloudapp/machines/composition';
import { auditOf } from '@cloudapp/machines/domain/moves';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { ownInstance, type Viewer } from './instance-access.ts';
import { loginDetails } from './login-details.ts';

/** What a machine's owner needs to log in, and nobody else gets. */
export class LoginAccess {
  readonly #machines: Pick<Machines, 'instances' | 'sealer' | 'audit'>;

  constructor(machines: Pick<Machines, 'instances' | 'sealer' | 'audit'>) {
    this.#machines = machines;
  }

  async details(instanceId: string, viewer: Viewer): Promise<LoginDetails> {
    const record = await this.#readyInstance(instanceId, viewer);
    const details = loginDetails(record);
    if (!details) throw new ProblemError('state-conflict', { detail: 'The machine has no address yet' });
    return details;
  }

  /** The audit log is written first: nothing is shown of which there is no trace. */
  async reveal(instanceId: string, secretId: string, viewer: Viewer, now: Date): Promise<string> {
    const { instances, sealer, audit } = this.#machines;
    const record = await this.#readyInstance(instanceId, viewer);
    const template = record.login.secrets.find(({ id }) => id === secretId);
    const sealed = template && (await instances.getSecrets(instanceId));
    if (!sealed) throw new ProblemError('not-found');
    const secrets: unknown = JSON.parse(Buffer.from(await sealer.open(instanceId, sealed)).toString('utf8'));
    const value = secretIn(secrets, secretId);
    if (value === undefined) throw new ProblemError('not-found');
    await audit.append(auditOf(record, 'secret-revealed', viewer, template.label), now);
    return value;
  }

  async #readyInstance(instanceId: string, viewer: Viewer): Promise<InstanceRecord> {
    const record = await ownInstance(this.#machines.instances, instanceId, viewer);
    if (record.state !== 'ready') {
      throw new ProblemError('state-conflict', { detail: `The machine is ${record.state}` });
    }
    return record;
  }
}

function secretIn(secrets: unknown, id: string): string | undefined {
  if (typeof secrets !== 'object' || secrets === null || !Object.hasOwn(secrets, id)) return undefined;
  const value = (secrets as Record<string, unknown>)[id];
  return typeof value === 'string' ? value : undefined;
}
