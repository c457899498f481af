import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';

/** The machines whose name, blueprint, address or owner contain the text, in the state if one is given. */
export function filterMachines(machines: readonly Instance[], text: string, state: InstanceState | ''): Instance[] {
  const wanted = text.trim().toLowerCase();
  return machines.filter((machine) => {
    if (state !== '' && machine.state !== state) return false;
    const { name, blueprint, address = '', owner } = machine;
    return `${name} ${blueprint.name} ${address} ${owner.name} ${owner.email}`.toLowerCase().includes(wanted);
  });
}
