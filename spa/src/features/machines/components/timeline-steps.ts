import type { Instance, InstanceStep } from '@cloudapp/contracts/instance';

type StepState = InstanceStep['state'];

function isBeforeBoot({ state }: Pick<Instance, 'state'>): boolean {
  return state === 'requested' || state === 'launching';
}

function machineStep(machine: Instance): StepState {
  if (isBeforeBoot(machine)) return 'running';
  const reachedNothing = machine.steps.every((step) => step.state === 'pending');
  return machine.state === 'failed' && reachedNothing ? 'failed' : 'done';
}

function checkStep(machine: Instance): StepState {
  if (machine.readyAt !== undefined) return 'done';
  const allDone = machine.steps.length > 0 && machine.steps.every((step) => step.state === 'done');
  if (!allDone) return 'pending';
  return machine.state === 'failed' ? 'failed' : 'running';
}

/** The blueprint's steps between the two that every machine has: getting it, and proving that it works. */
export function timelineSteps(machine: Instance): InstanceStep[] {
  return [
    { id: '#machine', title: 'Getting a machine', state: machineStep(machine), expectedSeconds: 0 },
    ...machine.steps,
    { id: '#check', title: 'Checking that it works', state: checkStep(machine), expectedSeconds: 0 },
  ];
}
