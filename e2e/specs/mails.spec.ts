import { resetPassword } from '@cloudapp/contracts/user';
import { mailOf } from '../../functions/send-notices/mail.ts';
import {
  sampleLinks,
  sampleNotices,
  sampleOrigin,
  samplePerson,
} from '../../functions/send-notices/testing/sample-notices.ts';
import { expect, test } from '../fixtures/test.ts';
import { productPorts } from '../setup/product-settings.ts';

const mailbox = `http://127.0.0.1:${productPorts.mailboxPort}`;

const viewports = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

for (const scheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(viewports)) {
    test.describe(`in ${scheme}, on a ${size}`, () => {
      test.use({ colorScheme: scheme, viewport });

      test('every kind of e-mail is accessible, and fits', async ({ page, expectAccessible }) => {
        for (const notice of sampleNotices) {
          await test.step(notice.kind, async () => {
            await page.setContent(mailOf(notice, samplePerson, sampleOrigin, sampleLinks(notice)).html);

            await expectAccessible();
            expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
          });
        }
      });
    });
  }
}

test.describe('somebody who has been in the pages', () => {
  // The mail's frame runs no script, not even one of this test.
  const ofFrame = /^Blocked script execution in '[^']*\/html' because the document's frame is sandboxed/;
  test.use({ timezoneId: 'Asia/Tokyo', colorScheme: 'dark', expectedConsoleErrors: [ofFrame] });

  test('is told in their time zone, in a mailbox that is accessible', async ({
    page,
    admin,
    person,
    openAs,
    expectAccessible,
  }) => {
    await openAs(person, '/profile');
    await expect(page.getByLabel('Times in e-mails')).toHaveValue('Asia/Tokyo');
    await admin.prove();
    await admin.call(resetPassword, { params: { id: person.id } });
    const mine = page.getByRole('listitem').filter({ hasText: person.email }).filter({ hasText: 'was reset' });
    await expect(async () => {
      await page.goto(mailbox);
      await expect(mine).toHaveCount(1, { timeout: 1 });
    }).toPass();
    await expectAccessible();

    await mine.getByRole('link').click();

    await expect(page.getByRole('heading', { level: 1 })).toHaveText('CloudApp: Your password was reset');
    await expect(page.locator('pre')).toContainText(/When: \d+ \w+ \d{4} at \d\d:\d\d GMT\+9/);
    const frame = page.getByTitle('The HTML of the e-mail');
    const link = frame.contentFrame().getByRole('link', { name: 'Open your profile' });
    await expect(link).toHaveAttribute('href', /\/profile$/);
    // axe would wait for its script to run there; what is in it is looked at above.
    await frame.evaluate((element) => {
      element.remove();
    });
    await expectAccessible();
  });
});
