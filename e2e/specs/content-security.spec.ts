import { expect, test } from '../fixtures/test.ts';
import { namedProductUrl } from '../setup/product-settings.ts';

interface Outcome {
  readonly thrown: readonly string[];
  readonly ran: string;
  readonly isStyled: boolean;
  readonly violated: readonly string[];
}

test.describe('what is put into a page by somebody else', () => {
  test('is refused by the browser, and the nonce is another each time', async ({ page, expectedConsoleErrors }) => {
    expectedConsoleErrors.push(/Content Security Policy|Trusted|401/i);
    const nonces: string[] = [];
    for (let time = 0; time < 2; time++) {
      const answer = await page.goto('/sign-in');
      nonces.push(/'nonce-([0-9a-f]{32})'/.exec(answer?.headers()['content-security-policy'] ?? '')?.[1] ?? '');
    }
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();

    const outcome = await page.evaluate(() => {
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        violated.push(effectiveDirective),
      );
      const sinks = ['innerHTML', 'outerHTML'] as const;
      const thrown = sinks.map((sink) => {
        const element = document.body.appendChild(document.createElement('div'));
        try {
          element[sink] = '<img src="x" onerror="document.title = 1">';
          return 'taken';
        } catch {
          return 'refused';
        }
      });
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      document.head.append(style);
      document.body.setAttribute('style', 'opacity: 0.5');
      const script = document.createElement('script');
      let ran = 'refused';
      try {
        script.textContent = 'document.title = "injected"';
        document.head.append(script);
        ran = document.title === 'injected' ? 'run' : 'refused';
      } catch {
        ran = 'refused';
      }
      const { outlineWidth, opacity } = getComputedStyle(document.body);
      return new Promise<Outcome>((resolve) => {
        setTimeout(() => {
          resolve({
            thrown,
            ran,
            isStyled: outlineWidth === '7px' || opacity === '0.5',
            violated: [...new Set(violated)],
          });
        }, 100);
      });
    });

    expect(nonces[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(nonces[1]).not.toBe(nonces[0]);
    expect(outcome).toMatchObject({ thrown: ['refused', 'refused'], ran: 'refused', isStyled: false });
    expect(outcome.violated).toEqual(
      expect.arrayContaining(['require-trusted-types-for', 'style-src-elem', 'style-src-attr']),
    );
  });

  // Chromium without a window sends no reports: that the page names a place for them, and that it takes them, are shown apart.
  test('is reported to where the page says', async ({ page, request, expectedConsoleErrors }) => {
    expectedConsoleErrors.push(/401/);
    const answer = await page.goto(`${namedProductUrl}/sign-in`);
    const headers = answer?.headers() ?? {};
    const [, group, path = ''] = /^(\w+)="(.+)"$/.exec(headers['reporting-endpoints'] ?? '') ?? [];
    const body = { documentURL: page.url(), effectiveDirective: 'script-src-elem', blockedURL: 'inline' };

    const taken = await request.post(path, {
      headers: { 'content-type': 'application/reports+json' },
      data: JSON.stringify([{ age: 1, type: 'csp-violation', url: page.url(), user_agent: 'Chrome', body }]),
    });

    expect(headers['content-security-policy']).toMatch(new RegExp(`; report-to ${group}$`));
    expect(taken.status()).toBe(204);
  });
});
