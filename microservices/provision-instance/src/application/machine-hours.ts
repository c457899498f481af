import type { setHoursCalendar } from '@cloudapp/contracts/hours-routes';
import type { Instance } from '@cloudapp/contracts/instance';
import type { RouteBody } from '@cloudapp/contracts/route';
import type { WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import { lookUpHolidays } from '@cloudapp/machines/application/hours-change';
import type { Machines } from '@cloudapp/machines/composition';
import type { Change } from '@cloudapp/machines/domain/change';
import { keepingClaim } from '@cloudapp/machines/domain/claim';
import { calendarSet, canHaveHours, hoursRemoved, hoursSet } from '@cloudapp/machines/domain/hours-moves';
import { dayIn } from '@cloudapp/machines/domain/wall-time';
import type { Actor } from '../domain/actor.ts';
import { CalendarFileError } from '../domain/calendar-file-error.ts';
import { changeMachine, stateWrong } from './change-machine.ts';
import { visibleInstance } from './find-instance.ts';
import { readDaysOff, type CalendarDaysOff } from './read-days-off.ts';
import { RefusedError } from './refused-error.ts';

export interface MachineHoursParts {
  readonly machines: Pick<Machines, 'instances' | 'writer' | 'holidays'>;
  readonly owners: PresentOwners;
}

/** At which hours a machine runs: for its owner and administrators to say. */
export class MachineHours {
  readonly #parts: MachineHoursParts;

  constructor(parts: MachineHoursParts) {
    this.#parts = parts;
  }

  /** The hours that the machine has already change nothing, so that a request may be sent again. */
  async set(instanceId: string, rules: WeeklyHours, actor: Actor, now: Date): Promise<Instance> {
    const { instances, holidays } = this.#parts.machines;
    await visibleInstance(instances, instanceId, actor);
    const found = rules.holidays && (await lookUpHolidays(holidays, rules.holidays, now));
    if (rules.holidays !== undefined && found === undefined) {
      throw new RefusedError({
        code: 'field-wrong',
        field: 'holidays',
        detail: 'is no country or region that we know',
      });
    }
    return await this.#change(instanceId, actor, now, (record) => hoursSet(record, now, rules, found, actor));
  }

  /**
   * Takes the days of a calendar as days off; they take the place of those from a calendar before.
   * @param file its bytes in base64
   */
  async setCalendar(
    instanceId: string,
    { fileName, file }: RouteBody<typeof setHoursCalendar>,
    actor: Actor,
    now: Date,
  ): Promise<Instance> {
    const { hours } = await visibleInstance(this.#parts.machines.instances, instanceId, actor);
    const calendar = hours && (await daysOffIn(file, fileName, dayIn(hours.zone, now.getTime())));
    return await this.#change(instanceId, actor, now, (record) => {
      if (record.hours === undefined)
        throw new RefusedError({ code: 'state-wrong', detail: 'The machine has no hours' });
      return calendarSet(record, now, calendar, actor);
    });
  }

  async removeCalendar(instanceId: string, actor: Actor, now: Date): Promise<Instance> {
    return await this.#change(instanceId, actor, now, (record) => calendarSet(record, now, undefined, actor));
  }

  async remove(instanceId: string, actor: Actor, now: Date): Promise<Instance> {
    return await this.#change(instanceId, actor, now, (record) => hoursRemoved(record, now, actor));
  }

  async #change(
    instanceId: string,
    actor: Actor,
    now: Date,
    decide: (record: InstanceRecord) => Change | undefined,
  ): Promise<Instance> {
    return await changeMachine(this.#parts, { instanceId, actor, now }, (current) => {
      if (!canHaveHours(current)) throw stateWrong(current);
      const change = decide(current);
      return change && keepingClaim(change, current, now);
    });
  }
}

/** @throws RefusedError that says what is wrong with the file */
async function daysOffIn(file: string, fileName: string, today: string): Promise<CalendarDaysOff> {
  try {
    return await readDaysOff(Buffer.from(file, 'base64'), fileName, today);
  } catch (error) {
    if (!(error instanceof CalendarFileError)) throw error;
    throw new RefusedError({ code: 'field-wrong', field: 'file', detail: error.message }, error);
  }
}
