import { getInstance, listActivity } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { endSoon } from '../fixtures/end-soon.ts';
import { expect, test } from '../fixtures/test.ts';
import { productPorts } from '../setup/product-settings.ts';

const mailbox = `http://127.0.0.1:${productPorts.mailboxPort}`;
// The mail's frame runs no script; and a link that does not hold is answered with 404, which browsers log.
const expected =
  /^(Blocked script execution in '[^']*\/html' because the document's frame is sandboxed|Failed to load resource: the server responded with a status of 404)/;

test.describe('the owner of a machine that is about to stop', () => {
  test.use({ expectedConsoleErrors: [expected] });

  test('keeps it by the link in the e-mail, once and without signing in', async ({
    page,
    person,
    ready,
    expectAccessible,
  }) => {
    const { id, name } = await launchMachine(person.api, { name: 'long-run', durationHours: 8 });
    await expect.poll(async () => (await person.api.call(getInstance, { params: { id } })).state).toBe('ready');
    const endsAt = await endSoon(ready, id);
    const mail = page.getByRole('listitem').filter({ hasText: person.email }).filter({ hasText: 'will stop soon' });
    await expect(async () => {
      await page.goto(mailbox);
      await expect(mail).toHaveCount(1, { timeout: 1 });
    }).toPass();
    await mail.getByRole('link').click();
    const text = await page.locator('pre').innerText();
    const [keep = '', stop = ''] = ['Keep 8 h', 'Stop now'].map((answer) => linkIn(text, answer));
    const frame = page.getByTitle('The HTML of the e-mail').contentFrame();
    await expect(frame.getByRole('link', { name: 'Keep 8 h' })).toHaveAttribute('href', keep);

    await page.goto(keep);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`^Keep ${name} running until .+\\?$`));
    await expect(page).toHaveURL(new URL('/answer', keep).href);
    await expectAccessible();
    expect(await person.api.call(getInstance, { params: { id } })).toMatchObject({ leaseEndsAt: endsAt });
    await page.getByRole('button', { name: 'Keep it running' }).click();

    await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`^${name} runs until`));
    await expectAccessible();
    const longer = new Date(Date.parse(endsAt) + 8 * 3_600_000).toISOString();
    expect(await person.api.call(getInstance, { params: { id } })).toMatchObject({
      state: 'ready',
      leaseEndsAt: longer,
    });
    const { items } = await person.api.call(listActivity, { params: { id } });
    expect(items[0]?.text).toBe('Runs 8 h longer, by an answer to an e-mail');

    for (const dead of [keep, stop]) {
      await page.goto('about:blank');
      await page.goto(dead);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work any more');
    }
    await expectAccessible();
    expect(await person.api.call(getInstance, { params: { id } })).toMatchObject({
      state: 'ready',
      leaseEndsAt: longer,
    });
  });
});

function linkIn(text: string, answer: string): string {
  const [, link = ''] = new RegExp(`^${answer}: (\\S+)$`, 'm').exec(text) ?? [];
  return link;
}
