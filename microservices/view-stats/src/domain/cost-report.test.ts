import { mostCostLines } from '@cloudapp/contracts/costs';
import { expect, it } from 'vitest';
import { costReport } from './cost-report.ts';

it('names the dearest, and says what the others cost together', () => {
  const now = new Map(Array.from({ length: mostCostLines + 3 }, (_, number) => [`usr_${number}`, (number + 1) * 1e6]));

  const { lines, further } = costReport({ month: '2026-01', by: 'person', now, before: new Map(), total: 0 });

  expect(lines).toHaveLength(mostCostLines);
  expect(lines[0]).toMatchObject({ id: `usr_${mostCostLines + 2}`, cost: mostCostLines + 3 });
  expect(further).toEqual({ lines: 3, cost: 6 });
});

it('says that nothing is unassigned where people were read after more was counted', () => {
  const now = new Map([['usr_a', 2_000_000]]);

  expect(costReport({ month: '2026-01', by: 'person', now, before: new Map(), total: 1_999_999 }).unassigned).toBe(0);
});
