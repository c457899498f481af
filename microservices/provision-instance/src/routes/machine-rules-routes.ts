import { machineRulesRoutes } from '@cloudapp/contracts/machine-rules';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { RulesOfMachines } from '../application/rules-of-machines.ts';
import { actorOf } from './actor.ts';

export function implementMachineRulesRoutes(rules: RulesOfMachines): Route[] {
  return [
    implement(machineRulesRoutes.getMachineRules, () => rules.read()),
    implement(machineRulesRoutes.setMachineRules, (request) => rules.set(request.body, actorOf(request), request.now)),
  ];
}
