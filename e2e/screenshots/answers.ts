import { problemDocument, type ProblemCode } from '@cloudapp/contracts/problem';
import type { Page } from '@playwright/test';

/** Answers every request of a kind with a problem document. */
export async function answerProblem(page: Page, path: RegExp, code: ProblemCode, headers = {}): Promise<void> {
  const problem = problemDocument(code, { requestId: 'req_4k7w1c9m' });
  await page.route(path, (route) =>
    route.fulfill({
      status: problem.status,
      headers: { 'content-type': 'application/problem+json', ...headers },
      body: JSON.stringify(problem),
    }),
  );
}

/** Answers with a value, over and over. */
export async function answerWith(page: Page, path: RegExp, body: unknown): Promise<void> {
  await page.route(path, (route) => route.fulfill({ json: body }));
}

/** Never answers, so that the page stays as it is while it loads. */
export async function neverAnswer(page: Page, path: RegExp): Promise<void> {
  await page.route(path, () => new Promise(() => undefined));
}
