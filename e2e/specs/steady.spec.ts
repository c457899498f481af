import { setTimeout } from 'node:timers/promises';
import { getInstance, type Instance } from '@cloudapp/contracts/instance';
import type { Page } from '@playwright/test';
import type { ApiClient } from '../../local/testing/api-client.ts';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';
import { MachinePage } from '../pages/machine-page.ts';

/** More than that is a jump that somebody sees (https://web.dev/articles/cls calls 0.1 good). */
const mostShift = 0.01;

/** Adds up all that moves on a page without somebody's doing, from its first paint on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { value: number; what: string }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
      })[]) {
        if (entry.hadRecentInput) continue;
        const what = entry.sources.map(
          ({ node, previousRect, currentRect }) =>
            `${node?.textContent?.slice(0, 40) ?? ''} ${previousRect.y}→${currentRect.y}`,
        );
        shifts.push({ value: entry.value, what: what.join(' | ') });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

const shiftsOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { shifts: { value: number; what: string }[] }).shifts);

/** What is said of a machine from its launch until it is ready, each time that something of it is new. */
async function storyOf(api: ApiClient, id: string): Promise<Instance[]> {
  const sceneOf = ({ state, address, steps }: Instance) =>
    JSON.stringify([state, address, steps.map((step) => [step.state, step.lastLine])]);
  const story: Instance[] = [];
  while (story.at(-1)?.state !== 'ready') {
    const machine = await api.call(getInstance, { params: { id } });
    const last = story.at(-1);
    if (last === undefined || sceneOf(machine) !== sceneOf(last)) story.push(machine);
    await setTimeout(50);
  }
  return story;
}

/** Tells the page a story, an answer each time it asks: how much of it a page sees else depends on how busy the computer is. */
async function tell(page: Page, id: string, story: readonly Instance[]): Promise<void> {
  let asked = 0;
  await page.route(`**/api/instances/${id}`, async (route) => {
    await route.fulfill({ json: story[Math.min(asked++, story.length - 1)] });
  });
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`nothing on the page of a machine moves from its launch until it is ready and loaded, ${viewport.width} wide`, async ({
    page,
    person,
    openAs,
  }) => {
    await page.setViewportSize(viewport);
    await watchShifts(page);
    const { id } = await launchMachine(person.api, { name: 'steady', blueprintId: 'postgresql' });
    await tell(page, id, await storyOf(person.api, id));
    await openAs(person, `/machines/${id}`);
    await expect(page.getByRole('region', { name: 'Installing PostgreSQL' })).toBeVisible();
    const machine = new MachinePage(page);
    await expect(machine.logIn).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy ssh command' })).toBeVisible();

    const shifts = await shiftsOf(page);

    const sum = shifts.reduce((total, { value }) => total + value, 0);
    expect(sum, JSON.stringify(shifts, null, 1)).toBeLessThanOrEqual(mostShift);
  });
}
