import { listUsers, userRoutes } from '@cloudapp/contracts/user';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';

test.describe('on a slow computer, where what is chosen shows long before the list that goes with it', () => {
  test.use({ slowness: 12 });

  test('users are narrowed down and sorted on the server, and the address keeps it', async ({
    page,
    admin,
    openAs,
  }) => {
    const mark = `list${Date.now()}`;
    for (const [index, name] of ['Zoe', 'adam', 'Émile'].entries()) {
      await admin.call(userRoutes.createUser, {
        body: { name: `${name} ${mark}`, email: `${index}-${mark}@example.org` },
      });
    }
    await openAs(admin, `/admin/users?q=${mark}`);
    const names = () =>
      page
        .getByRole('table', { name: 'Users' })
        .getByText(new RegExp(`^\\S+ ${mark}$`))
        .allTextContents();

    await page.getByLabel('Sort by').selectOption('Name, A to Z');
    await page.getByLabel('Status').selectOption('Has a one-time password');
    await expect.poll(names).toEqual([`adam ${mark}`, `Émile ${mark}`, `Zoe ${mark}`]);
    await page.getByLabel('Last sign-in').selectOption('Never signed in');
    await page.reload();
    await expect.poll(names).toEqual([`adam ${mark}`, `Émile ${mark}`, `Zoe ${mark}`]);
    await expect(page.getByLabel('Last sign-in')).toHaveValue('never');

    await page.getByLabel('Status').selectOption('Disabled');
    await expect(page.getByRole('heading', { name: 'Nobody found' })).toBeVisible();
  });

  test('one’s machines are filtered by the state in the address', async ({ page, person, openAs }) => {
    await launchMachine(person.api, { name: 'in-the-list' });
    await openAs(person, '/machines?state=stopped');
    await expect(page.getByText('No machine matches.')).toBeVisible();

    await page.getByLabel('State').selectOption('Every state');

    await expect(page.getByRole('link', { name: 'in-the-list' })).toBeVisible();
    await page.getByRole('switch', { name: 'Show deleted' }).check();
    await page.reload();
    await expect(page.getByRole('switch', { name: 'Show deleted' })).toBeChecked();
  });
});

test('all who match are selected over pages, disabled, and enabled again', async ({
  page,
  admin,
  openAs,
  expectAccessible,
}) => {
  const mark = `bulk${Date.now()}`;
  for (let n = 0; n < 27; n++) await admin.createUser({ name: `Person ${n} ${mark}` });
  await openAs(admin, `/admin/users?q=${mark}&size=25`);
  const disabled = async () => (await admin.call(listUsers, { query: { search: mark, status: 'disabled' } })).items;

  await page.getByRole('checkbox', { name: 'Select all shown' }).check();
  const bar = page.getByRole('region', { name: 'Selected users' });
  await bar.getByRole('button', { name: 'Select all 27 that match' }).click();
  await expect(bar).toContainText('27 users selected');
  await bar.getByRole('button', { name: 'Disable' }).click();
  await expectAccessible();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();

  await expect(page.getByText('Of 27 users 27 were disabled.')).toBeVisible();
  expect(await disabled()).toHaveLength(27);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  const ids = (await disabled()).slice(0, 20).map(({ id }) => id);
  const again = await admin.call(userRoutes.changeUsers, { body: { ids, change: { action: 'enable' } } });
  expect(again.results.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'done'));
});

test('an import goes on behind other pages, and a reload leaves its links', async ({ page, admin, openAs }) => {
  test.slow(); // 45 passwords are hashed
  const mark = `import${Date.now()}`;
  const lines = Array.from({ length: 45 }, (_, n) => `Person ${n} ${mark},p${n}.${mark}@example.org,x`);
  const found = async () => (await admin.call(listUsers, { query: { search: mark, limit: 100 } })).items;
  await openAs(admin, '/admin/users');

  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import users' });
  await dialog
    .getByLabel('CSV', { exact: true })
    .fill(['Full name,Email address,Nickname', ...lines, 'Bad,nonsense,x'].join('\n'));
  await dialog.getByRole('button', { name: 'Check the lines' }).click();
  await expect(dialog.getByLabel('Nickname')).toHaveValue('none');
  await expect(dialog).toContainText('45 lines can be imported, 1 cannot and will be left out.');
  await dialog.getByRole('button', { name: 'Import 45 users' }).click();
  await dialog.getByRole('button', { name: 'Go on in the background' }).click();
  await page.getByRole('link', { name: 'Audit log' }).first().click();
  await expect.poll(async () => (await found()).length).toBe(45);

  await page.getByRole('link', { name: 'Users' }).first().click();
  await expect(page.getByText('An import is done')).toBeVisible();
  page.on('dialog', (question) => void question.accept());
  await page.reload();
  await page.getByRole('button', { name: 'Show the import' }).click();
  await expect(page.getByText('45 links, shown only now')).toBeVisible();
  await page.getByRole('button', { name: 'Copy all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('An import is done')).toBeHidden();
});

for (const width of [390, 800, 1024, 1440]) {
  test(`at ${width} px no row’s menu is out of sight`, async ({ page, admin, person, openAs }) => {
    await page.setViewportSize({ width, height: 900 });
    await launchMachine(person.api, { name: 'with-a-menu' });
    await openAs(admin, `/admin/users?q=${encodeURIComponent(person.email)}`);
    await expect(page.getByRole('button', { name: `Actions for ${person.name}` })).toBeInViewport({ ratio: 1 });

    await page.goto(`/admin/machines?owner=${person.id}`);
    await expect(page.getByRole('button', { name: 'Actions for with-a-menu' })).toBeInViewport({ ratio: 1 });
  });
}
