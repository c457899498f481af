/**
 * The services of the logic tier, each a folder of `microservices/`: the one list that configuration, permissions, stacks,
 * images, routes and the local cloud follow.
 */
export const serviceNames = ['create-user', 'provision-instance', 'view-stats'] as const;

export type ServiceName = (typeof serviceNames)[number];

/** A value for each service. */
export function forEachService<T>(make: (service: ServiceName) => T): Record<ServiceName, T> {
  return Object.fromEntries(serviceNames.map((service) => [service, make(service)])) as Record<ServiceName, T>;
}
