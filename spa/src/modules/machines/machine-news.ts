import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import type { Tone } from '../../components/tone-badge.tsx';

interface Words {
  /** For the tab's title. */
  readonly word: string;
  readonly title: string;
  readonly text: string;
  readonly tone: Tone;
}

/** That a machine came to a state in which its owner may want to do something. */
export interface MachineNews extends Words {
  readonly machine: Instance;
  /** The same for the same news, however often and wherever it is read. */
  readonly id: string;
}

const wordsOf: Partial<Record<InstanceState, (machine: Instance) => Words>> = {
  ready: ({ name, blueprint }) => ({
    word: 'Ready',
    title: `${name} is ready`,
    text: `${blueprint.name}: log in from its page.`,
    tone: 'good',
  }),
  stopped: ({ name, startRefusal }) =>
    startRefusal
      ? { word: 'Not started', title: `${name} was not started`, text: startRefusal.message, tone: 'warn' }
      : { word: 'Stopped', title: `${name} is stopped`, text: 'Its disk is kept.', tone: 'idle' },
  failed: ({ name, failure }) => ({
    word: 'Failed',
    title: `${name} failed`,
    text: failure?.message ?? 'Its page shows how far it got.',
    tone: 'bad',
  }),
};

/**
 * Finds the news in what is read of somebody's machines, from whichever answers. How a machine was when it was first seen is no
 * news, unless it was launched since.
 *
 * @param since when the reading began, in milliseconds of the server's clock
 */
export function createNewsReader(ownerId: string, since: number): (machines: readonly Instance[]) => MachineNews[] {
  const known = new Map<string, Pick<Instance, 'state' | 'stateChangedAt'>>();
  return (machines) =>
    machines.flatMap((machine) => {
      const { id, state, stateChangedAt } = machine;
      const before = known.get(id);
      // Lists lag behind what a machine's own page has said.
      if (machine.owner.id !== ownerId || (before && before.stateChangedAt >= stateChangedAt)) return [];
      known.set(id, { state, stateChangedAt });
      const isNews = before ? before.state !== state : Date.parse(machine.createdAt) > since;
      const words = isNews ? wordsOf[state]?.(machine) : undefined;
      return words ? [{ ...words, machine, id: `${id} ${stateChangedAt}` }] : [];
    });
}
