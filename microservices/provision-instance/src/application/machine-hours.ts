import type { setHoursCalendar } from '@cloudapp/contracts/hours-routes';
import type { Instance } from '@cloudapp/contracts/instance';
import type { RouteBody } from '@cloudapp/contracts/route';
import type { WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import { fetchDaysOff } from '@cloudapp/machines/application/fetch-days-off';
import { lookUpHolidays } from '@cloudapp/machines/application/hours-change';
import { readDaysOff, type CalendarDaysOff } from '@cloudapp/machines/application/read-days-off';
import type { Machines } from '@cloudapp/machines/composition';
import { CalendarFileError } from '@cloudapp/machines/domain/calendar-file-error';
import type { Change } from '@cloudapp/machines/domain/change';
import { keepingClaim } from '@cloudapp/machines/domain/claim';
import {
  calendarFetched,
  calendarSet,
  canHaveHours,
  hoursRemoved,
  hoursSet,
} from '@cloudapp/machines/domain/hours-moves';
import { dayIn } from '@cloudapp/machines/domain/wall-time';
import type { Actor } from '../domain/actor.ts';
import { changeMachine, stateWrong } from './change-machine.ts';
import type { FetchRate } from './fetch-rate.ts';
import { visibleInstance } from './find-instance.ts';
import { RefusedError } from './refused-error.ts';

export interface MachineHoursParts {
  readonly machines: Pick<Machines, 'instances' | 'writer' | 'holidays' | 'calendars'>;
  readonly owners: PresentOwners;
  readonly rate: FetchRate;
  /** The origin of the pages: a calendar need be no safer. */
  readonly site: string;
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
    const today = hours && dayIn(hours.zone, now.getTime());
    const calendar = today && (await orRefused('file', readDaysOff(Buffer.from(file, 'base64'), fileName, today)));
    return await this.#change(instanceId, actor, now, (record) => {
      if (record.hours === undefined || !calendar) throw withoutHours();
      return calendarSet(record, now, calendar, actor);
    });
  }

  /** Takes the days of the calendar at an address, which the reconciler fetches again each day. */
  async followCalendar(instanceId: string, address: string, actor: Actor, now: Date): Promise<Instance> {
    const { machines, rate } = this.#parts;
    const found = await visibleInstance(machines.instances, instanceId, actor);
    if (!canHaveHours(found)) throw stateWrong(found);
    if (found.hours === undefined) throw withoutHours();
    this.#refusePlain(address);
    const retryAfterSeconds = rate.begin(actor.id, now);
    if (retryAfterSeconds !== undefined) throw new RefusedError({ code: 'too-often', retryAfterSeconds });
    const today = dayIn(found.hours.zone, now.getTime());
    const days = await orRefused('address', fetchDaysOff(machines.calendars, address, today));
    return await this.#change(instanceId, actor, now, (record) => {
      if (record.hours === undefined) throw withoutHours();
      return calendarFetched(record, now, address, days, actor);
    });
  }

  #refusePlain(address: string): void {
    if (!address.startsWith('https:') && this.#parts.site.startsWith('https:')) {
      throw new RefusedError({ code: 'field-wrong', field: 'address', detail: 'must be an https address' });
    }
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

function withoutHours(): RefusedError {
  return new RefusedError({ code: 'state-wrong', detail: 'The machine has no hours' });
}

/** @throws RefusedError that says what is wrong with the calendar that a field gave */
async function orRefused(field: string, reading: Promise<CalendarDaysOff>): Promise<CalendarDaysOff> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof CalendarFileError)) throw error;
    throw new RefusedError({ code: 'field-wrong', field, detail: error.message }, error);
  }
}
