import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { mailOf } from '../../functions/send-notices/mail.ts';
import {
  sampleLinks,
  sampleNotice,
  sampleNotices,
  sampleOrigin,
  samplePerson,
} from '../../functions/send-notices/testing/sample-notices.ts';
import { root } from '../setup/product-settings.ts';

const longName =
  'The quarterly report of the department for long names and very-long-words-that-nobody-ever-breaks-by-hand';

/** What fits worst: names and details as long as they can be. */
const long = sampleNotice('machine-failed', {
  machine: { id: 'mch_00000000000000000000000001', name: longName },
  actorName: longName,
  detail: `Everything was installed, but the blueprint’s own check failed. It said: ${'E:/var/lib/dpkg/lock '.repeat(8)}${'x'.repeat(120)}`,
});

const pictures = [
  ...sampleNotices.map((notice) => ({ name: `mail-${notice.kind}`, notice, person: samplePerson })),
  { name: 'mail-long', notice: long, person: { ...samplePerson, name: longName } },
];

for (const { name, notice, person } of pictures) {
  const { html } = mailOf(notice, person, sampleOrigin, sampleLinks(notice));
  const withoutSheet = html.replace(/<style>.*?<\/style>/s, '');

  for (const [shown, content] of Object.entries({ [name]: html, [`${name}-without-sheet`]: withoutSheet })) {
    test(shown, async ({ page }, { project }) => {
      await page.setContent(content);

      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.screenshot({
        path: join(root, '.cache', 'screenshots', shown, `${project.name}.png`),
        fullPage: true,
      });
    });
  }
}
