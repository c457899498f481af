import { machineRulesRoutes } from '@cloudapp/contracts/machine-rules';
import { rehearsalRoutes } from '@cloudapp/contracts/rehearsal';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { Rehearsals } from '../application/rehearsals.ts';
import type { RulesOfMachines } from '../application/rules-of-machines.ts';
import { actorOf } from './actor.ts';

export function implementMachineRulesRoutes(rules: RulesOfMachines, rehearsals: Rehearsals): Route[] {
  return [
    implement(machineRulesRoutes.getMachineRules, () => rules.read()),
    implement(machineRulesRoutes.setMachineRules, (request) => rules.set(request.body, actorOf(request), request.now)),
    implement(rehearsalRoutes.rehearseRules, (request) => rehearsals.page(request.body, request.now)),
  ];
}
