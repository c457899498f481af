import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { Dialog, SideDialog } from './dialog.tsx';

/** A dialog that asks before it closes. */
function Asking() {
  const [isOpen, setOpen] = useState(true);
  const [isAsking, setAsking] = useState(false);
  return (
    <MantineProvider env="test">
      <SideDialog
        opened={isOpen}
        onClose={() => {
          setAsking(true);
        }}
        title="Beneath"
      />
      <Dialog
        opened={isAsking}
        onClose={() => {
          setAsking(false);
        }}
        title="Sure?"
      >
        <button
          onClick={() => {
            setAsking(false);
            setOpen(false);
          }}
        >
          Yes
        </button>
      </Dialog>
    </MantineProvider>
  );
}

const titles = () => ['Beneath', 'Sure?'].filter((name) => screen.queryByRole('dialog', { name }) !== null);

describe('Esc', () => {
  it('closes the topmost dialog alone, as often as it is pressed, and never one that it has just opened', async () => {
    const user = userEvent.setup();
    render(<Asking />);

    for (const expected of [['Beneath', 'Sure?'], ['Beneath'], ['Beneath', 'Sure?'], ['Beneath']]) {
      await user.keyboard('{Escape}');
      expect(titles()).toEqual(expected);
    }
  });

  it('does nothing once all are closed', async () => {
    const user = userEvent.setup();
    render(<Asking />);
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Yes' }));

    await user.keyboard('{Escape}');

    expect(titles()).toEqual([]);
  });
});
