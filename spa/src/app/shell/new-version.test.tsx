import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { isOutdated } from '../../lib/api/page-version.ts';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { ada } from '../../testing/world.ts';

vi.mock('../../lib/api/page-version.ts', () => ({ isOutdated: vi.fn(() => Promise.resolve(false)) }));
vi.mock('../../features/profile/routes/profile-page.tsx', () => {
  throw new TypeError('Failed to fetch dynamically imported module: /assets/profile-page-old.js');
});

describe('a page of the version before', () => {
  it('offers to be loaded anew when somebody comes back to it, once', async () => {
    const { user } = renderApp('/machines', { as: ada() });
    await screen.findByRole('log', { name: 'News of your machines' });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(screen.queryByRole('status', { name: 'CloudApp was updated' })).not.toBeInTheDocument();

    vi.mocked(isOutdated).mockResolvedValue(true);
    document.dispatchEvent(new Event('visibilitychange'));

    const offer = await screen.findByRole('status', { name: 'CloudApp was updated' });
    expect(offer).toHaveTextContent('what you typed in a launch form stays');
    expect(within(offer).getByRole('button', { name: 'Reload' })).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(offer).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => {
      expect(screen.queryByRole('status', { name: 'CloudApp was updated' })).not.toBeInTheDocument();
    });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(screen.queryByRole('status', { name: 'CloudApp was updated' })).not.toBeInTheDocument();
  });
});

describe('a page whose code is gone from the server', () => {
  it('says so inside the frame, which leads on, and offers Reload', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { user } = renderApp('/profile', { as: ada() });

    const heading = await screen.findByRole('heading', { name: 'A part of this page did not load' });
    expect(within(screen.getByRole('main')).getByRole('button', { name: 'Reload' })).toBeVisible();
    await waitFor(() => {
      expect(heading).toHaveFocus();
    });
    await user.click(screen.getByRole('link', { name: 'My machines' }));

    expect(await screen.findByRole('heading', { level: 1, name: 'My machines' })).toBeVisible();
  });
});
