import { hoursRoutes } from '@cloudapp/contracts/hours-routes';
import type { Machines } from '@cloudapp/machines/composition';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { MachineHours } from '../application/machine-hours.ts';
import { actorOf } from './actor.ts';

export function implementHoursRoutes(hours: MachineHours, holidays: Machines['holidays']): Route[] {
  return [
    implement(hoursRoutes.setHours, async (request) =>
      hours.set(request.params.id, request.body, actorOf(request), request.now),
    ),
    implement(hoursRoutes.removeHours, async (request) =>
      hours.remove(request.params.id, actorOf(request), request.now),
    ),
    implement(hoursRoutes.setHoursCalendar, async (request) =>
      hours.setCalendar(request.params.id, request.body, actorOf(request), request.now),
    ),
    implement(hoursRoutes.followHoursCalendar, async (request) =>
      hours.followCalendar(request.params.id, request.body.address, actorOf(request), request.now),
    ),
    implement(hoursRoutes.removeHoursCalendar, async (request) =>
      hours.removeCalendar(request.params.id, actorOf(request), request.now),
    ),
    implement(hoursRoutes.listHolidayCountries, async () => ({
      items: (await holidays.countries()).map((one) => ({ ...one, regions: [...one.regions] })),
    })),
  ];
}
