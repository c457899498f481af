import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { waitingCode } from '../../../testing/handlers/token-requests.ts';
import { ada } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openRequest(scene: Scene = {}) {
  const view = renderApp(`/approve?code=${waitingCode}`, { as: ada(), ...scene });
  return { ...view, section: await screen.findByRole('region', { name: 'Does your terminal show this code?' }) };
}
const press = (section: HTMLElement, name: string) => within(section).getByRole('button', { name });

describe('a program that asks', () => {
  it('is told of: its code, name, address, what it may do and until when; axe finds nothing', async () => {
    const { section } = await openRequest();

    expect(section).toHaveTextContent(waitingCode);
    expect(section).toHaveTextContent('Programcloudapp on desk');
    expect(section).toHaveTextContent('1 min ago from 203.0.113.7');
    expect(section).toHaveTextContent('See · Launch and use machines');
    expect(within(section).getByRole('region', { name: /only what you have started yourself/ })).toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is let in, and the focus goes to what is said of it', async () => {
    const { user, section, world } = await openRequest();

    await user.click(press(section, 'Approve'));

    const said = await screen.findByRole('status', { name: 'cloudapp on desk is let in' });
    expect(within(said).getByRole('link', { name: 'your profile' })).toHaveAttribute('href', '/profile');
    expect(world.tokenRequests[0]?.answer).toBe('approve');
    expect(document.body).not.toHaveFocus();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is refused', async () => {
    const { user, section, world } = await openRequest();

    await user.click(press(section, 'Refuse'));

    expect(await screen.findByRole('status', { name: 'cloudapp on desk is refused' })).toBeInTheDocument();
    expect(world.tokenRequests[0]?.answer).toBe('refuse');
  });

  it('is let in after the password, where the last one is long ago', async () => {
    let isProven = false;
    const { user, section, world } = await openRequest({
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('approveTokenRequest', ({ params }) => {
          if (!isProven) throw new MockProblem('proof-required');
          const [asking] = world.tokenRequests;
          if (asking?.request.userCode === params.code) asking.answer = 'approve';
          return undefined;
        }),
      ],
    });

    await user.click(press(section, 'Approve'));
    const question = await screen.findByRole('dialog');
    await user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    expect(await screen.findByRole('status', { name: /is let in/ })).toBeInTheDocument();
    expect(world.tokenRequests[0]?.answer).toBe('approve');
  });

  it.each([
    ['too-many-tokens', 'End one that you do not need'],
    ['administrator-required', 'without --admin'],
    ['not-found', 'It was answered already'],
  ] as const)('is not answered where that is refused (%s), and it says what to do', async (code, advice) => {
    const { user, section } = await openRequest({ handlers: [mockProblem('approveTokenRequest', code)] });

    await user.click(press(section, 'Approve'));

    const alert = await within(section).findByRole('alert', { name: 'Nothing was answered' });
    expect(alert).toHaveTextContent(advice);
    expect(press(section, 'Approve')).toBeEnabled();
  });

  it('whose answer fails on the way can be answered again', async () => {
    const { section } = await openRequest({ handlers: [mockProblem('refuseTokenRequest', 'service-unavailable')] });

    press(section, 'Refuse').click();

    expect(await within(section).findByRole('alert')).toBeInTheDocument();
    expect(press(section, 'Refuse')).toBeEnabled();
  });
});

describe('without a code', () => {
  it('one is typed, in whatever way', async () => {
    const { user } = renderApp('/approve', { as: ada() });
    const field = await screen.findByRole('textbox', { name: 'Code' });
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.type(field, 'bcd{Enter}');
    expect(field).toHaveAccessibleDescription(expect.stringContaining('A code has eight letters.'));
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, `${waitingCode.toLowerCase().replace('-', ' ')}{Enter}`);

    expect(await screen.findByRole('button', { name: 'Approve' })).toBeInTheDocument();
    expect(window.location.search).toBe(`?code=${waitingCode}`);
  });

  it('that is known, another one is asked for', async () => {
    const { user } = renderApp('/approve?code=XXXX-XXXX', { as: ada() });

    expect(await screen.findByRole('region', { name: 'Nothing waits with the code XXXX-XXXX' })).toBeInTheDocument();
    await user.type(screen.getByRole('textbox', { name: 'Code' }), `${waitingCode}{Enter}`);

    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Approve' })).toBeInTheDocument();
    });
  });

  it('what could not be loaded is said, and loaded again', async () => {
    renderApp(`/approve?code=${waitingCode}`, {
      as: ada(),
      handlers: [mockProblem('getTokenRequest', 'internal-error')],
    });

    expect(await screen.findByText('What asks could not be loaded')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });
});
