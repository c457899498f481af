import type { AccessToken, TokenWish } from '@cloudapp/contracts/access-token';
import { approvalLink } from '@cloudapp/contracts/approval-link';
import { apiPrefix } from '@cloudapp/contracts/route';
import { requestToken } from '@cloudapp/contracts/token-request';
import type { Page } from '@playwright/test';
import { productUrl } from '../setup/product-settings.ts';

/** Requests for tokens, one's own or a user's. */
export const ofTokens = /\/api\/(me|users\/[^/]+)\/tokens$/;

const dayMs = 86_400_000;

const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

/** One that is new and one that is used and ends soon. */
export function tokens(): AccessToken[] {
  return [
    {
      id: `tok_${'1'.padEnd(26, '0')}`,
      name: 'Dashboard',
      scopes: ['read'],
      createdAt: inDays(0),
      expiresAt: inDays(30),
    },
    {
      id: `tok_${'2'.padEnd(26, '0')}`,
      name: 'Nightly backup',
      scopes: ['read', 'machines'],
      createdAt: inDays(-25),
      expiresAt: inDays(5),
      lastUsedAt: inDays(-0.125),
      lastUsedFrom: '203.0.113.7',
    },
  ];
}

/** Asks for a token as a terminal does. @returns the path at which it is approved */
export async function askForToken(page: Page): Promise<string> {
  const wish: TokenWish = { name: 'cloudapp on workbench', scopes: ['read', 'machines'], days: 30 };
  const answer = await page.request.post(`${productUrl}${apiPrefix}${requestToken.path}`, {
    data: wish,
    headers: { origin: productUrl },
  });
  const { userCode } = requestToken.response.parse(await answer.json());
  return approvalLink('', userCode);
}
