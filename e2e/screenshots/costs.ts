import type { Page } from '@playwright/test';
import { costReport, costsByMonth } from '../../spa/src/testing/data/costs.ts';
import { users } from '../../spa/src/testing/data/users.ts';
import { answerWith } from './answers.ts';
import { settled, type Studio } from './studio.ts';

interface Stage {
  readonly page: Page;
  readonly studio: Studio;
}

async function openCosts({ page, studio }: Stage, report: ReturnType<typeof costReport>): Promise<void> {
  await answerWith(page, /\/api\/stats\/costs\?/, report);
  await answerWith(page, /\/api\/stats\/costs\/months/, costsByMonth());
  await studio.open('admin', `/admin/costs?month=${report.month}&by=${report.by}`);
  await settled(page);
}

const ofPeople = costReport('2026-10', 'person', users());

/** What machines cost. */
export const costStates: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  costs: (stage) => openCosts(stage, { ...ofPeople, further: { lines: 1240, cost: 18.4 }, unassigned: 12.77 }),
  'costs-by-blueprint': (stage) => openCosts(stage, costReport('2026-10', 'blueprint', [])),
  'costs-by-group': (stage) => openCosts(stage, costReport('2026-10', 'group', [])),
  'costs-of-nothing': (stage) => openCosts(stage, costReport('2026-02', 'person', [])),
};
