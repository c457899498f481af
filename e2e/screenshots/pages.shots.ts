import { expect } from '@playwright/test';
import { companyStates } from './company.ts';
import { dialogs } from './dialogs.ts';
import { states } from './states.ts';
import { test } from './studio.ts';

for (const [name, shot] of Object.entries({ ...states, ...companyStates })) {
  test(name, async ({ page, studio }) => {
    await shot({ page, studio });

    await studio.shoot(name);
    await expect(page).toHaveTitle(/CloudApp/);
  });
}

for (const [name, shot] of Object.entries(dialogs)) {
  test(name, async ({ page, studio }) => {
    await shot({ page, studio });

    await studio.shoot(name, { whole: false });
    await expect(page).toHaveTitle(/CloudApp/);
  });
}
