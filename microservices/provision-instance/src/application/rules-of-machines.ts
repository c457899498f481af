import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { StoredMachineRules } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import { step, transact } from '@cloudapp/data/transaction';
import type { Actor } from '../domain/actor.ts';
import { RefusedError } from './refused-error.ts';

interface RulesParts {
  readonly database: Database;
  readonly settings: SettingRepository;
  readonly audit: AuditRepository;
}

/** What administrators set for all machines. */
export class RulesOfMachines {
  readonly #parts: RulesParts;

  constructor(parts: RulesParts) {
    this.#parts = parts;
  }

  async read(): Promise<MachineRules> {
    return present(await this.#parts.settings.machineRules());
  }

  /**
   * Sets other rules, of which services and reconciler hear within seconds. A machine that is off already keeps at least the time
   * that two warnings take.
   * @throws ProofRequiredError
   * @throws RefusedError `overtaken` when somebody else has set them since
   */
  async set(wanted: MachineRules, actor: Actor, now: Date): Promise<MachineRules> {
    requireFreshProof(actor, now);
    const { database, settings, audit } = this.#parts;
    const read = await settings.machineRules();
    const { id, name, address } = actor;
    const event = {
      action: 'machine-rules-changed',
      actor: { id, name },
      ...(address !== undefined && { address }),
      detail: inWords(wanted),
    } as const;
    const steps = [step(settings.machineRulesItem(read, wanted), 'overtaken' as const), audit.step(event, now)];
    await transact(database, steps, (code) => {
      throw new RefusedError({ code });
    });
    return wanted;
  }
}

function present({ keptDays, longestHours, longestHoursOf }: StoredMachineRules): MachineRules {
  return { longestHours, longestHoursOf, ...(keptDays !== undefined && { keptDays }) };
}

/** `Kept for 14 days; at most 24 h, administrators 720 h; postgresql 8 h`. */
function inWords({ keptDays, longestHours, longestHoursOf }: MachineRules): string {
  const kept = keptDays === undefined ? 'Kept for ever' : `Kept for ${keptDays} days`;
  const limits = Object.entries(longestHoursOf).map(([id, hours]) => `${id} ${hours} h`);
  const roles = `at most ${longestHours.user} h, administrators ${longestHours.admin} h`;
  return [kept, roles, ...(limits.length > 0 ? [limits.join(', ')] : [])].join('; ');
}
