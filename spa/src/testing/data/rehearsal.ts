import { emptySum } from '@cloudapp/contracts/rehearsal-sum';
import type { RehearsalPage } from '@cloudapp/contracts/rehearsal';

/** A rule for idle machines, tried over twelve days. */
export function rehearsal(more: Partial<RehearsalPage> = {}): RehearsalPage {
  const idle = { machines: 2, people: 1, stops: 5, cutOff: 0 };
  const machine = { ownerName: 'Ada Lovelace', blueprintName: 'PostgreSQL server', cutOff: 0 };
  return {
    ...emptySum,
    from: '2026-11-01T12:00:00.000Z',
    until: '2026-12-01T12:00:00.000Z',
    knownSince: '2026-11-19T12:00:00.000Z',
    people: { looked: 3, met: 1 },
    machines: { looked: 7, met: 2, unknown: 1, leftOut: 0 },
    rules: { ...emptySum.rules, idle },
    stops: 5,
    startedAgain: 2,
    hoursSaved: 41.25,
    dollarsSaved: 1.05,
    most: [
      { ...machine, id: 'mch_1', name: 'calm-otter', isEnded: false, stops: 3, hoursSaved: 30, dollarsSaved: 0.76 },
      { ...machine, id: 'mch_2', name: 'gone-finch', isEnded: true, stops: 2, hoursSaved: 11.25, dollarsSaved: 0.29 },
    ],
    ...more,
  };
}
