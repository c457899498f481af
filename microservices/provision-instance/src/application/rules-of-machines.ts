import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import type { HolidayRegion } from '@cloudapp/contracts/weekly-hours';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { StoredMachineRules } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import { step, transact } from '@cloudapp/data/transaction';
import { lookUpHolidays } from '@cloudapp/machines/application/hours-change';
import type { Machines } from '@cloudapp/machines/composition';
import { describeRules } from '@cloudapp/machines/domain/hours-moves';
import type { Actor } from '../domain/actor.ts';
import { RefusedError } from './refused-error.ts';

interface RulesParts {
  readonly database: Database;
  readonly settings: SettingRepository;
  readonly audit: AuditRepository;
  readonly holidays: Machines['holidays'];
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
   * @throws RefusedError `field-wrong` when nobody knows whose holidays are meant
   * @throws RefusedError `overtaken` when somebody else has set them since
   */
  async set(wanted: MachineRules, actor: Actor, now: Date): Promise<MachineRules> {
    requireFreshProof(actor, now);
    await this.#checkHolidays(wanted.usualHours?.holidays, now);
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

  async #checkHolidays(region: HolidayRegion | undefined, now: Date): Promise<void> {
    if (region === undefined || (await lookUpHolidays(this.#parts.holidays, region, now)) !== undefined) return;
    throw new RefusedError({
      code: 'field-wrong',
      field: 'usualHours/holidays',
      detail: 'is no country or region that we know',
    });
  }
}

function present({
  keptDays,
  longestHours,
  longestHoursOf,
  idleMinutes,
  usualHours,
}: StoredMachineRules): MachineRules {
  const chosen = {
    ...(keptDays !== undefined && { keptDays }),
    ...(idleMinutes !== undefined && { idleMinutes }),
    ...(usualHours && { usualHours }),
  };
  return { longestHours, longestHoursOf, ...chosen };
}

/** `Kept for 14 days; at most 24 h, administrators 720 h; postgresql 8 h; new ones Mon–Fri 9:00–18:00 (UTC)`. */
function inWords({ keptDays, longestHours, longestHoursOf, idleMinutes, usualHours }: MachineRules): string {
  const kept = keptDays === undefined ? 'Kept for ever' : `Kept for ${keptDays} days`;
  const limits = Object.entries(longestHoursOf).map(([id, hours]) => `${id} ${hours} h`);
  const roles = `at most ${longestHours.user} h, administrators ${longestHours.admin} h`;
  const ofBlueprints = limits.length > 0 ? [limits.join(', ')] : [];
  const fromStart = usualHours ? [`new ones ${describeRules({ ...usualHours, daysOff: [] })}`] : [];
  const idle = idleMinutes === undefined ? [] : [`idle ones stop after ${idleMinutes} min`];
  return [kept, roles, ...ofBlueprints, ...idle, ...fromStart].join('; ');
}
