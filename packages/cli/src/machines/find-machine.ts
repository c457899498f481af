import { getInstance, listInstances, type Instance } from '@cloudapp/contracts/instance';
import { instanceId } from '@cloudapp/contracts/primitives';
import type { ApiClient } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { clean } from '../output/clean.ts';
import { allPages } from '../api/all-pages.ts';

/** The machine that somebody names, by its name or its id. */
export async function findMachine(api: ApiClient, named: string): Promise<Instance> {
  if (instanceId.safeParse(named).success) return await api.call(getInstance, { params: { id: named } });
  const wanted = named.trim().normalize('NFC');
  const all = await allPages((cursor) => api.call(listInstances, { query: { limit: 100, cursor } }));
  const [found, ...others] = all.filter(({ name }) => name === wanted);
  if (found === undefined) {
    throw new Failure('notFound', `You have no machine called “${clean(named)}”; cloudapp ls lists yours.`);
  }
  if (others.length > 0) {
    const ids = [found, ...others].map(({ id }) => id).join(', ');
    throw new Failure('usage', `${others.length + 1} machines are called “${clean(named)}”; give the id: ${ids}`);
  }
  // The list comes from an index, which may lag behind.
  return await api.call(getInstance, { params: { id: found.id } });
}
