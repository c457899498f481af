import { getUsage, type Usage } from '@cloudapp/contracts/usage';
import type { Command } from '../command.ts';
import { findMachine } from '../machines/find-machine.ts';
import { facts } from '../output/table.ts';
import { duration, fromNow, money } from '../output/words.ts';

export const usage: Command = {
  name: 'usage',
  summary: 'Say what a machine does, for how long it was used and idle, and whether a smaller one would be enough',
  positionals: [{ name: 'MACHINE', completes: 'machines' }],
  run: async ({ api: open, positional, page, surroundings }) => {
    const api = await open();
    const { id } = await findMachine(api, positional('MACHINE'));
    const answer = await api.call(getUsage, { params: { id } });
    page.answer(answer, () => facts([...latestFacts(answer, surroundings.now()), ...receiptFacts(answer)]));
    return undefined;
  },
};

type Facts = Parameters<typeof facts>[0];

function latestFacts({ latest }: Usage, now: Date): Facts {
  if (latest === undefined) return [['Last said', 'nothing in the last 24 hours']];
  const { cpu, memory, disk, load, jobs, terminals, connections } = latest;
  return [
    ['Last said', fromNow(latest.at, now)],
    ['CPU', `${cpu} %, load ${load.toFixed(1)}`],
    ['Memory', `${memory} %`],
    ['Disk', `${disk} %`],
    ['Open', [counted(jobs, 'job'), counted(terminals, 'terminal'), counted(connections, 'connection')].join(', ')],
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function receiptFacts({ receipt }: Usage): Facts {
  const { cost, ranMinutes, usedMinutes, idleMinutes, unknownMinutes, enough } = receipt;
  const time = (minutes: number | undefined) => (minutes === undefined ? undefined : duration(minutes * 60));
  const isKnown = usedMinutes + idleMinutes > 0;
  return [
    ['Ran for', time(ranMinutes)],
    ['Used', isKnown ? time(usedMinutes) : 'not known'],
    ['Idle', isKnown ? time(idleMinutes) : 'not known'],
    ['Not known', isKnown ? time(unknownMinutes) : undefined],
    ['Cost', money(cost)],
    ['Enough', enough && enoughInWords(enough)],
  ];
}

function enoughInWords({ instanceType, cpuPercent, memoryGib, cost }: NonNullable<Usage['receipt']['enough']>): string {
  const took = `CPU at most ${cpuPercent} % and memory at most ${memoryGib.toFixed(1)} GiB for 95 % of the time`;
  return `${instanceType}, for ${money(cost)}: ${took}`;
}
