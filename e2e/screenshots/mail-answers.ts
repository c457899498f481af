import { answerLink } from '@cloudapp/contracts/answer-link';
import type { Page } from '@playwright/test';
import { answerProblem, answerWith } from './answers.ts';
import type { Studio } from './studio.ts';

type Shot = (stage: { readonly page: Page; readonly studio: Studio }) => Promise<void>;

const look = /\/api\/answers\/look$/;
const give = /\/api\/answers$/;
const path = answerLink('', 'k3vYw8nQ2rTq6mLx0pHs4bGd9cJf7uVaEi5oNtBzXyW');
const machine = { name: 'brave-otter' };

/** An answer on another day, whenever the picture is taken. */
function longer() {
  const until = new Date(Date.now() + 86_400_000);
  until.setHours(18, 0, 0, 0);
  return { kind: 'run-longer', machine, until: until.toISOString() };
}

const asked =
  (answer: () => object): Shot =>
  async ({ page, studio }) => {
    await answerWith(page, look, answer());
    await studio.open('nobody', path);
    await page.getByRole('button').waitFor();
  };

/** The page that the links of e-mails lead to by which people answer. */
export const answerStates: Readonly<Record<string, Shot>> = {
  answer: asked(longer),
  'answer-stop': asked(() => ({ kind: 'stop', machine })),
  'answer-done': async (stage) => {
    await answerWith(stage.page, give, longer());
    await asked(longer)(stage);
    await stage.page.getByRole('button').click();
    await stage.page.getByRole('heading', { name: /^brave-otter runs/ }).waitFor();
  },
  'answer-dead': async ({ page, studio }) => {
    await answerProblem(page, look, 'not-found');
    await studio.open('nobody', path);
    await page.getByRole('alert').waitFor();
  },
};
