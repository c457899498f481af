import type { Resident } from './resident.ts';
import type { YearWorld } from './year-world.ts';

const minuteMs = 60_000;
const link = /^(Keep 8 h|Stop now|Keep it): \S+\/answer#(\S+)$/gm;
const answers: Readonly<Record<string, 'run-longer' | 'stop' | 'keep'>> = {
  'Keep 8 h': 'run-longer',
  'Stop now': 'stop',
  'Keep it': 'keep',
};

/** Reads a mail, and answers some by their links: at once or hours later, now and then twice. */
export async function answerMail(world: YearWorld, reader: Resident, text: string, tag: string): Promise<void> {
  const { time, chance } = world.around;
  const links = [...text.matchAll(link)];
  const entry = world.witness.entryOf(tag);
  if (links.length === 0 || entry === undefined || !chance.happens(0.25)) return;
  const [, words = '', token = ''] = chance.oneOf(links);
  const answer = answers[words] ?? 'keep';
  await time.sleep(chance.happens(0.6) ? chance.between(0.2, 10) * minuteMs : chance.between(1, 600) * minuteMs);
  const ask = { what: 'answer', machineId: entry.subjectId, answer, happensAt: entry.happensAt } as const;
  const give = () =>
    reader.ask(ask, async ({ answers: given, process }) => await given.give(token, '203.0.113.7', process.clock()));
  await reader.inTurn(async () => {
    const isTaken = typeof (await give()) === 'object';
    if (!isTaken || !chance.happens(0.1)) return;
    if (typeof (await give()) === 'object') world.witness.find(`a link of ${entry.id} worked twice`, world.now);
  });
}
