const storageKey = (address: string) => `cloudapp-address:${address}`;
const separator = ' ';

function machinesAt(address: string): string[] {
  try {
    return localStorage.getItem(storageKey(address))?.split(separator) ?? [];
  } catch {
    return [];
  }
}

/** Remembers in this browser which machine was logged in to at an address. */
export function rememberAddress(address: string, machineId: string): void {
  const machines = machinesAt(address);
  if (machines.includes(machineId)) return;
  try {
    localStorage.setItem(storageKey(address), [...machines, machineId].join(separator));
  } catch {
    // Storage is full or off: nobody is warned of an address that is used again.
  }
}

/** Whether this browser knows an address as that of another machine; ssh may know it likewise. */
export function hadAnotherMachine(address: string, machineId: string): boolean {
  return machinesAt(address).some((id) => id !== machineId);
}
