import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getInstance, instanceRoutes } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { choose } from '../fixtures/choose.ts';
import { expect, test } from '../fixtures/test.ts';

const dayMs = 86_400_000;
/** Around the world, so that it is between midnight and nine in the morning in one of them. */
const zones = [
  ...['UTC', 'Asia/Tokyo', 'Pacific/Auckland', 'Pacific/Honolulu'],
  ...['America/Los_Angeles', 'America/New_York', 'Asia/Dubai'],
];

function timeIn(timeZone: string): string {
  return new Date().toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
}

function zoneInTheMorning(): string {
  const found = zones.find((zone) => timeIn(zone) > '00:10' && timeIn(zone) < '09:00');
  if (found === undefined) throw new Error('It is morning nowhere');
  return found;
}

/** A calendar day as calendars write it. */
function dayIn(timeZone: string, daysAhead: number): string {
  return new Date(Date.now() + daysAhead * dayMs).toLocaleDateString('en-CA', { timeZone }).replaceAll('-', '');
}

// The browser's own line for a file that is refused.
test.use({ expectedConsoleErrors: [/status of 400/] });

test('a machine runs at hours that its owner sets: it says when it stops and starts, is left alone today, and forgets them', async ({
  page,
  person,
  openAs,
  expectAccessible,
}) => {
  const zone = zoneInTheMorning();
  const { id, name } = await launchMachine(person.api, { name: 'office-hours', durationHours: 24 });
  const params = { id };
  const read = async () => await person.api.call(getInstance, { params });
  await expect.poll(async () => (await read()).state).toBe('ready');
  await openAs(person, `/machines/${id}`);
  const card = page.getByRole('region', { name: 'Hours', exact: true });

  await card.getByRole('button', { name: 'Set hours' }).click();
  const dialog = page.getByRole('dialog', { name: `Hours of ${name}` });
  for (const day of ['Saturday', 'Sunday']) await choose(dialog.getByRole('checkbox', { name: day }));
  await dialog.getByLabel('From').fill('12:00');
  await dialog.getByLabel('To').fill('18:00');
  await dialog.getByRole('combobox', { name: 'Time zone' }).selectOption(zone);
  await expectAccessible();
  await dialog.getByRole('button', { name: 'Save hours' }).click();
  await expect(card).toContainText(/Stops today at 18:00 .*, because its hours end; starts tomorrow at 12:00\./);
  await expect(card).toContainText('daily 12:00–18:00');

  await person.api.call(instanceRoutes.stopInstance, { params });
  await expect(card).toContainText(/Starts today at 12:00 .*, when its hours begin\./);
  await card.getByRole('button', { name: 'Not today' }).click();
  await expect(card).toContainText('Not started today');
  await expect(card).toContainText('Starts tomorrow at 12:00');

  const calendar = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-WR-CALNAME:Company holidays', 'BEGIN:VEVENT'],
    ...[`DTSTART;VALUE=DATE:${dayIn(zone, 1)}`, 'UID:1', 'END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
  const file = card.getByLabel('Calendar file (.ics)');
  await file.setInputFiles({ name: 'broken.ics', mimeType: 'text/calendar', buffer: Buffer.from('BEGIN:VCALENDAR') });
  await expect(page.getByRole('alert')).toContainText('is no calendar that can be read');
  await file.setInputFiles({ name: 'off.ics', mimeType: 'text/calendar', buffer: Buffer.from(calendar) });
  await expect(card).toContainText('Not on one day of “Company holidays”');
  await expect(card).not.toContainText('Starts tomorrow');
  await expectAccessible();
  await card.getByRole('button', { name: 'Forget Company holidays' }).click();
  await expect(card).toContainText('Starts tomorrow at 12:00');

  const site = createServer((request, response) => {
    response.statusCode = request.url === '/days.ics' ? 200 : 404;
    response.end(request.url === '/days.ics' ? calendar : '');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  await card.getByRole('button', { name: 'Calendar at an address' }).click();
  const following = page.getByRole('dialog', { name: `Calendar for ${name}` });
  const address = following.getByRole('textbox', { name: 'Address of the calendar (.ics)' });
  await address.fill(`${origin}/none.ics`);
  await following.getByRole('button', { name: 'Follow calendar' }).click();
  await expect(following.getByRole('alert')).toContainText('cannot be fetched: It answers with status 404');
  await address.fill('http://169.254.169.254/latest/meta-data/');
  await following.getByRole('button', { name: 'Follow calendar' }).click();
  await expect(following.getByRole('alert')).toContainText('The address is not on the internet');
  await expectAccessible();
  await address.fill(`${origin}/days.ics`);
  await following.getByRole('button', { name: 'Follow calendar' }).click();
  await expect(card).toContainText('Last fetched from 127.0.0.1');
  await expect(card).toContainText('Not on one day of “Company holidays”');
  await expectAccessible();
  site.close();
  await card.getByRole('button', { name: 'Forget Company holidays' }).click();
  await expect(card).toContainText('Starts tomorrow at 12:00');
  await card.getByRole('button', { name: 'Start it again, today' }).click();
  await expect(card).toContainText('Starts today at 12:00');

  await card.getByRole('button', { name: 'Remove hours' }).click();
  await expect(card.getByRole('button', { name: 'Set hours' })).toBeVisible();
  expect((await read()).hours).toBeUndefined();
  await expect(page.getByText('It has no hours any more')).toBeVisible();
});
