import type { Profile, ProfileChanges } from '@cloudapp/contracts/session';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { callApi } from '../../lib/api/call-api.ts';
import { mockProblem, mockRoute } from '../../testing/mock-route.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { ada, type World } from '../../testing/world.ts';

const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const withoutTimeZone = (world: World) => {
  delete world.session?.user.timeZone;
};

describe('somebody without a time zone', () => {
  it('is given the one of the browser, once', async () => {
    const asked: ProfileChanges[] = [];
    const keep = mockRoute('updateProfile', ({ body }) => {
      asked.push(body);
      return { ...ada(), ...body } as Profile;
    });
    renderApp('/profile', { as: ada(), arrange: withoutTimeZone, strict: true, handlers: [keep] });

    const field = await screen.findByRole('combobox', { name: 'Times in e-mails' });
    await waitFor(() => {
      expect(field).toHaveValue(here);
    });

    expect(asked).toEqual([{ timeZone: here }]);
  });

  it('reads on where it cannot be kept', async () => {
    renderApp('/profile', {
      as: ada(),
      arrange: withoutTimeZone,
      handlers: [mockProblem('updateProfile', 'internal-error')],
    });

    expect(await screen.findByRole('combobox', { name: 'Times in e-mails' })).toHaveValue('UTC');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});

describe('somebody who signs out before the time zone is kept', () => {
  it('stays signed out', async () => {
    let answer: (() => void) | undefined;
    const kept = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let isAnswered = false;
    const keep = mockRoute('updateProfile', async ({ body }) => {
      await kept;
      isAnswered = true;
      return { ...ada(), ...body } as Profile;
    });
    const { user } = renderApp('/profile', { as: ada(), arrange: withoutTimeZone, handlers: [keep] });
    await screen.findByRole('combobox', { name: 'Times in e-mails' });

    await user.click(await screen.findByRole('button', { name: /Ada Lovelace/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await screen.findByRole('button', { name: 'Sign in' });
    answer?.();

    await waitFor(() => {
      expect(isAnswered).toBe(true);
    });
    // Whatever is answered after it has come after it.
    await expect(callApi('getSession', {})).rejects.toThrow();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeInTheDocument();
  });
});

describe('somebody with a time zone', () => {
  it('keeps it, whatever browser they use', async () => {
    const asked: ProfileChanges[] = [];
    const keep = mockRoute('updateProfile', ({ body }) => {
      asked.push(body);
      return ada();
    });
    renderApp('/profile', { as: ada(), handlers: [keep] });

    expect(await screen.findByRole('combobox', { name: 'Times in e-mails' })).toHaveValue('Asia/Tokyo');
    expect(asked).toEqual([]);
  });
});
