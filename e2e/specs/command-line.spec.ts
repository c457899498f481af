import { getInstance } from '@cloudapp/contracts/instance';
import { installCommandLine, signInTerminal } from '../fixtures/command-line.ts';
import { Laptop } from '../fixtures/laptop.ts';
import { expect, test as base } from '../fixtures/test.ts';
import { productUrl } from '../setup/product-settings.ts';

const test = base.extend<{ laptop: Laptop }>({
  laptop: async ({}, use) => {
    const laptop = await Laptop.open();
    await installCommandLine(laptop);
    await use(laptop);
    await laptop.close();
  },
});

test('a terminal signs in by the browser, launches, extends, stops, starts and deletes a machine, and signs out', async ({
  page,
  person,
  laptop,
  openAs,
  expectAccessible,
}) => {
  await openAs(person, '/profile');
  await signInTerminal(laptop, page, expectAccessible);
  await expectAccessible();
  await page.getByRole('link', { name: 'your profile' }).click();
  await expect(page.getByRole('region', { name: 'Tokens' })).toContainText('cloudapp on ');

  const launched = await laptop.run('cloudapp launch postgresql --name "From a terminal" --wait --json');
  expect(launched).toMatchObject({ code: 0, errors: '' });
  const { id, state } = JSON.parse(launched.output) as { id: string; state: string };
  expect(state).toBe('ready');
  expect((await laptop.run('cloudapp ls')).output).toMatch(/^From a terminal {2}ready {2}/m);
  const before = await person.api.call(getInstance, { params: { id } });
  expect(await laptop.run('cloudapp extend "From a terminal" --hours 48')).toMatchObject({ code: 0 });
  const after = await person.api.call(getInstance, { params: { id } });
  expect(Date.parse(after.leaseEndsAt ?? '')).toBeGreaterThan(Date.parse(before.leaseEndsAt ?? ''));
  const hours = await laptop.run(`cloudapp hours ${id} --at 'mon-fri 9-18' --zone Europe/Berlin --holidays DE-BY`);
  expect(hours.output).toMatch(
    /^Hours +Mon–Fri 9:00–18:00 \(Europe\/Berlin\)\nPublic holidays +DE-BY\nReady again +in /,
  );
  expect(await laptop.run(`cloudapp hours ${id} --not-today --off`)).toMatchObject({ code: 2 });
  expect((await laptop.run(`cloudapp hours ${id} --off`)).output).toBe('From a terminal has no hours any more.\n');
  expect(await laptop.run(`cloudapp stop ${id} --wait`)).toMatchObject({ code: 0 });
  expect(await laptop.run(`cloudapp start ${id} --wait`)).toMatchObject({ code: 0 });
  expect(await laptop.run(`cloudapp logs ${id}`)).toMatchObject({ code: 0 });
  expect(await laptop.run(`cloudapp rm ${id}`)).toMatchObject({ code: 2 });
  expect(await laptop.run(`cloudapp rm ${id} --yes --wait`)).toMatchObject({ code: 0 });
  expect((await laptop.run('cloudapp ls --json')).output).toBe('{\n  "items": []\n}\n');

  const token = JSON.parse((await laptop.run('cat ~/.config/cloudapp/login.json')).output) as { token: string };
  expect(await laptop.run('cloudapp logout')).toMatchObject({ code: 0 });
  expect(await laptop.run('cloudapp ls')).toMatchObject({ code: 3 });
  const withToken = await laptop.run(`CLOUDAPP_URL=${productUrl} CLOUDAPP_TOKEN=${token.token} cloudapp ls`);
  expect(withToken).toMatchObject({ code: 3 });
});

test('a terminal that is refused in the browser has nothing', async ({ page, person, laptop, openAs }) => {
  const signingIn = laptop.run(`cloudapp login ${productUrl}`);
  const opened = async () => (await laptop.run('cat ~/opened')).output.trim();
  await expect.poll(opened).toContain('/approve?code=');
  const { pathname, search } = new URL(await opened());
  await openAs(person, pathname + search);

  await page.getByRole('button', { name: 'Refuse' }).click();

  await expect(page.getByRole('status', { name: /is refused$/ })).toBeVisible();
  expect(await signingIn).toMatchObject({ code: 5 });
  expect(await laptop.run('cat ~/.config/cloudapp/login.json')).toMatchObject({ code: 1 });
});

test.describe('without a session', () => {
  test.use({ expectedConsoleErrors: [/401/] });

  test('a person who is not signed in comes to the code that they were sent to', async ({ page, person, laptop }) => {
    const signingIn = laptop.run(`cloudapp login ${productUrl}`);
    const opened = async () => (await laptop.run('cat ~/opened')).output.trim();
    await expect.poll(opened).toContain('/approve?code=');
    await page.goto(await opened());

    await page.getByLabel('E-mail').fill(person.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Approve' }).click();

    await expect(page.getByRole('status', { name: /is let in$/ })).toBeVisible();
    expect(await signingIn).toMatchObject({ code: 0 });
  });
});
