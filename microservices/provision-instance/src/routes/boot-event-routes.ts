import { bootEventRoutes } from '@cloudapp/contracts/boot-event';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { MachineReports } from '../application/machine-reports.ts';

export function implementBootEventRoutes(reports: MachineReports): Route[] {
  return [
    implement(bootEventRoutes.postBootEvent, async ({ actor, params, body, now }) => {
      await reports.take(params.id, actor.token, body, now);
    }),
    implement(bootEventRoutes.reportKey, async ({ actor, params, body, now }) =>
      reports.takeKey(params.id, actor.token, body.keyId, now),
    ),
  ];
}
