import { getInstance, type Instance } from '@cloudapp/contracts/instance';
import type { ApiClient } from '../api/api-client.ts';
import { clean } from '../output/clean.ts';
import type { Page } from '../output/page.ts';
import { duration } from '../output/words.ts';
import type { Surroundings } from '../surroundings.ts';

const pauseMilliseconds = 2000;

/** Asks for a machine until it is as wanted, or can become so no more, and says meanwhile what it does. */
export async function waitUntil(
  { api, page, surroundings }: { readonly api: ApiClient; readonly page: Page; readonly surroundings: Surroundings },
  { id }: Pick<Instance, 'id'>,
  isReached: (machine: Instance) => boolean,
): Promise<Instance> {
  const told = new Set<string>();
  for (;;) {
    const machine = await api.call(getInstance, { params: { id } });
    for (const line of newsOf(machine, told)) page.note(line);
    if (isReached(machine)) {
      page.progress(undefined);
      return machine;
    }
    page.progress(progressOf(machine, surroundings.now()));
    await surroundings.pause(pauseMilliseconds);
    surroundings.interrupted.throwIfAborted();
  }
}

/** A line for each step that has ended since it was told last. */
function newsOf(machine: Instance, told: Set<string>): string[] {
  const ended = machine.steps.filter(({ id, state }) => (state === 'done' || state === 'failed') && !told.has(id));
  for (const { id } of ended) told.add(id);
  return ended.map(({ title, state, seconds = 0 }) => `${clean(title)}: ${state} after ${duration(seconds)}`);
}

function progressOf(machine: Instance, now: Date): string {
  const running = machine.steps.find(({ state }) => state === 'running');
  const left = machine.expectedReadyAt && (Date.parse(machine.expectedReadyAt) - now.getTime()) / 1000;
  const what = clean(running?.title ?? machine.waitingFor ?? machine.state).slice(0, 60);
  return `${what} … ${left !== undefined && Number(left) > 0 ? `about ${duration(Number(left))} left` : ''}`.trimEnd();
}
