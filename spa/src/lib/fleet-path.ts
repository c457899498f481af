/** The page of all machines, narrowed down by what its address says (`useFleetFilter`). */
export function fleetPath(name: 'state' | 'owner' | 'blueprint', value: string): string {
  return `/admin/machines?${new URLSearchParams({ [name]: value }).toString()}`;
}
