import { problemDocument } from '@cloudapp/contracts/problem';
import type { Factors } from '@cloudapp/contracts/second-factor';
import type { CurrentSession } from '@cloudapp/contracts/session';
import type { Page } from '@playwright/test';
import { answerWith } from './answers.ts';

/** Requests for second factors, one's own or a user's. */
export const ofFactors = /\/api\/(me|users\/[^/]+)\/factors$/;

const dayMs = 86_400_000;

const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

/** An app, two passkeys, and few recovery codes. */
export function factors(): Factors {
  return {
    authenticator: { createdAt: inDays(-60), lastUsedAt: inDays(-0.125) },
    passkeys: [
      {
        id: `pky_${'1'.padEnd(26, '0')}`,
        name: 'Chrome on Linux',
        createdAt: inDays(-12),
        lastUsedAt: inDays(-2),
        isSynced: false,
      },
      { id: `pky_${'2'.padEnd(26, '0')}`, name: 'Phone', createdAt: inDays(-5), isSynced: true },
    ],
    recoveryCodesLeft: 3,
  };
}

const recoveryCodes = ['k7wq', 'd2m5', 'x8ta', '4k7w', '1c9m', 'h6rp', 'b3vs', 'n9fy', 'z5eg', 't1ju'].map(
  (start) => `${start}-m4dc-p9wy-7rkt-2xqa-e8vn`,
);

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** A first authenticator app can be set up, by any code, and brings recovery codes. */
export async function letSetUp(page: Page): Promise<void> {
  await page.route(/\/api\/me\/factors\/authenticator$/, (route) =>
    route.fulfill({
      json:
        route.request().method() === 'POST'
          ? { secret, uri: `otpauth://totp/CloudApp:ada.lovelace%40example.org?secret=${secret}&issuer=CloudApp` }
          : { recoveryCodes },
    }),
  );
}

/** The password is right, and something more is asked for. */
export async function askForMore(page: Page): Promise<void> {
  const problem = problemDocument('proof-incomplete', { ticket: 'T'.repeat(43), ways: ['code', 'recovery-code'] });
  await page.route(/\/api\/auth\/login$/, (route) =>
    route.fulfill({
      status: problem.status,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify(problem),
    }),
  );
}

/** A second factor is demanded: so many days from now, or ago. */
export async function demandFactor(page: Page, days: number): Promise<void> {
  await page.route(/\/api\/session$/, async (route) => {
    const session = (await (await route.fetch()).json()) as CurrentSession;
    await route.fulfill({ json: { ...session, secondFactorDue: inDays(days) } });
  });
}

/** A second factor is demanded of administrators. */
export async function answerSettings(page: Page): Promise<void> {
  await answerWith(page, /\/api\/sign-in-settings$/, {
    secondFactorOf: 'administrators',
    graceDays: 14,
    demandedSince: inDays(-3),
  });
}
