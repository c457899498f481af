import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { IconServer, IconTrash } from '../icons.ts';
import { MenuButton } from './menu-button.tsx';

function renderMenu() {
  const start = vi.fn();
  const remove = vi.fn();
  render(
    <main>
      <MenuButton
        label="Actions"
        entries={[
          { id: 'start', label: 'Start', Icon: IconServer, onChoose: start },
          { id: 'delete', label: 'Delete', Icon: IconTrash, isDangerous: true, isApart: true, onChoose: remove },
        ]}
      >
        …
      </MenuButton>
      <button type="button">Next</button>
    </main>,
  );
  return {
    user: userEvent.setup({ delay: null }),
    start,
    remove,
    button: screen.getByRole('button', { name: 'Actions' }),
  };
}

describe('a menu', () => {
  it('opens by a click at its first entry, and axe finds nothing', async () => {
    const { user, button } = renderMenu();
    expect(button).toHaveAttribute('aria-expanded', 'false');

    await user.click(button);

    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('menu', { name: 'Actions' })).toBeVisible();
    expect(screen.getByRole('menuitem', { name: 'Start' })).toHaveFocus();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it.each([
    ['{Enter}', 'Start'],
    ['{ArrowDown}', 'Start'],
    ['{ArrowUp}', 'Delete'],
  ])('opens by %s at %s', async (key, entry) => {
    const { user, button } = renderMenu();
    button.focus();

    await user.keyboard(key);

    expect(screen.getByRole('menuitem', { name: entry })).toHaveFocus();
  });

  it('does what is chosen, and gives the focus back first', async () => {
    const { user, button, remove } = renderMenu();
    remove.mockImplementation(() => {
      expect(button).toHaveFocus();
    });
    button.focus();

    await user.keyboard('{ArrowDown}d{Enter}');

    expect(remove).toHaveBeenCalledOnce();
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  });

  it('closes by Escape and gives the focus back', async () => {
    const { user, button, start } = renderMenu();

    await user.click(button);
    await user.keyboard('{Escape}');

    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
    expect(button).toHaveFocus();
    expect(start).not.toHaveBeenCalled();
  });

  it('closes by Tab, which goes on to what follows', async () => {
    const { user, button } = renderMenu();

    await user.click(button);
    await user.tab();

    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Next' })).toHaveFocus();
  });

  it('closes by a click beside it', async () => {
    const { user, button } = renderMenu();

    await user.click(button);
    await user.click(document.body);

    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  });
});
