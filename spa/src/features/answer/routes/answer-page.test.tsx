import type { Answer } from '@cloudapp/contracts/answer';
import { answerLink } from '@cloudapp/contracts/answer-link';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { ada } from '../../../testing/data/users.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';

const token = 'k3vYw8nQ2rTq6mLx0pHs4bGd9cJf7uVaEi5oNtBzXyW';
const machine = { name: 'brave-otter' };

/** Of the reader, whose clock stands on the day before. */
const inADay = { until: new Date(2026, 10, 25, 18).toISOString() };
const runLonger: Answer = { kind: 'run-longer', machine, ...inADay };

/** A link for an answer, and what was asked of the API with it. */
function openLink(answer: Answer, more: Partial<Parameters<typeof renderApp>[1]> = {}) {
  const asked: string[] = [];
  const take = (what: string) => (request: { readonly body: { readonly token: string } }) => {
    asked.push(`${what} ${request.body.token}`);
    return answer;
  };
  const handlers = [mockRoute('lookAtAnswer', take('look')), mockRoute('giveAnswer', take('give'))];
  const view = renderApp(answerLink('', token), { as: null, handlers, ...more });
  return { ...view, asked };
}

describe('the page of a link in an e-mail', () => {
  it.each([
    [
      runLonger,
      'Keep brave-otter running until tomorrow at 18:00?',
      'Keep it running',
      'brave-otter runs until tomorrow at 18:00',
    ],
    [{ kind: 'stop', machine }, 'Stop brave-otter now?', 'Stop it now', 'brave-otter is stopping'],
    [
      { kind: 'keep', machine, ...inADay },
      'Keep brave-otter until tomorrow at 18:00?',
      'Keep it',
      'brave-otter is kept until tomorrow at 18:00',
    ],
    [{ kind: 'keep', machine }, 'Keep brave-otter?', 'Keep it', 'brave-otter is kept'],
  ] as const)(
    'says what will happen, asks once and says what was done (%#)',
    async (answer, question, button, done) => {
      const { user, asked } = openLink(answer);

      expect(await screen.findByRole('heading', { name: question })).toHaveFocus();
      expect(asked).toEqual([`look ${token}`]);
      expect(screen.getAllByRole('button')).toHaveLength(1);
      expect(await findAccessibilityFaults()).toEqual([]);
      await user.click(screen.getByRole('button', { name: button }));

      expect(await screen.findByRole('heading', { name: done })).toHaveFocus();
      expect(asked).toEqual([`look ${token}`, `give ${token}`]);
      expect(screen.queryByRole('button')).not.toBeInTheDocument();
      expect(screen.getByRole('link', { name: 'Sign in to your machines' })).toHaveAttribute('href', '/machines');
      expect(await findAccessibilityFaults()).toEqual([]);
    },
  );

  it('keeps no token in address, page or history', async () => {
    openLink(runLonger);
    await screen.findByRole('button');

    await waitFor(() => {
      expect(window.location.href).not.toContain(token);
    });
    expect(window.location.pathname).toBe('/answer');
    expect(document.body.innerHTML).not.toContain(token);
    expect(JSON.stringify(window.history.state)).not.toContain(token);
  });

  it('is shown to somebody who is signed in, too', async () => {
    openLink(runLonger, { as: ada() });

    expect(await screen.findByRole('heading', { name: /^Keep brave-otter running/ })).toBeVisible();
  });

  it('answers once, however often the button is pressed', async () => {
    let isAnswered: (answer: Answer) => void = () => undefined;
    let gives = 0;
    const { user } = openLink(runLonger, {
      handlers: [
        mockRoute('lookAtAnswer', () => runLonger),
        mockRoute('giveAnswer', () => {
          gives += 1;
          return new Promise((resolve) => {
            isAnswered = resolve;
          });
        }),
      ],
    });

    await user.dblClick(await screen.findByRole('button', { name: 'Keep it running' }));
    await waitFor(() => {
      expect(gives).toBe(1);
    });
    isAnswered(runLonger);

    expect(await screen.findByRole('heading', { name: /^brave-otter runs/ })).toBeVisible();
    expect(gives).toBe(1);
  });

  it.each([
    ['not-found', {}, 'This link does not work any more', 'Nothing was changed now.', false],
    ['invalid-request', {}, 'This link does not work any more', 'Nothing was changed now.', false],
    [
      'state-conflict',
      { detail: 'It cannot run longer: administrators allow at most 8 h' },
      'That is not possible',
      'administrators allow at most 8 h.',
      false,
    ],
    ['too-many-requests', { retryAfterSeconds: 90 }, 'Too many links were tried', 'Wait 1 min 30 s', true],
    ['service-unavailable', {}, 'CloudApp does not answer', 'Try again in a moment.', true],
  ] as const)('says plainly what %s means, and what to do', async (code, details, title, text, canTryAgain) => {
    openLink(runLonger, { handlers: [mockProblem('lookAtAnswer', code, details)] });

    expect(await screen.findByRole('heading', { name: title })).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent(text);
    expect(screen.queryAllByRole('button', { name: 'Try again' })).toHaveLength(canTryAgain ? 1 : 0);
    expect(screen.getByRole('link', { name: 'Sign in to your machines' })).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('tries again what did not arrive', async () => {
    let gives = 0;
    const { user } = openLink(runLonger, {
      handlers: [
        mockRoute('lookAtAnswer', () => runLonger),
        mockRoute('giveAnswer', () => {
          gives += 1;
          if (gives === 1) throw new MockProblem('service-unavailable');
          return runLonger;
        }),
      ],
    });

    await user.click(await screen.findByRole('button', { name: 'Keep it running' }));
    await user.click(await screen.findByRole('button', { name: 'Try again' }));

    expect(await screen.findByRole('heading', { name: /^brave-otter runs/ })).toBeVisible();
  });

  it('says what is missing to who comes without a whole link', async () => {
    renderApp('/answer', { as: null });

    expect(await screen.findByRole('heading', { name: 'Open the link in your e-mail' })).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });
});
