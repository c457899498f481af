import type { Profile, ProfileChanges } from '@cloudapp/contracts/session';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
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
