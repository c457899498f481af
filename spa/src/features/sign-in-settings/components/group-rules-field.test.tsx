import type { GroupRule } from '@cloudapp/contracts/group-rule';
import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { GroupRulesField } from './group-rules-field.tsx';

/** The field in a form that keeps what it says. */
function openField(first: GroupRule[], error?: string) {
  let kept = first;
  function Form() {
    const [rules, setRules] = useState(first);
    kept = rules;
    return (
      <GroupRulesField
        rules={rules}
        about="What they give."
        onChange={setRules}
        {...(error !== undefined && { error })}
      />
    );
  }
  render(
    <MantineProvider>
      <main>
        <Form />
      </main>
    </MantineProvider>,
  );
  const rule = (number: number) => within(screen.getByRole('listitem', { name: `Rule ${number}` }));
  return { user: userEvent.setup({ delay: null }), rule, kept: () => kept };
}

describe('the group rules', () => {
  it('show what each group gives, and axe finds nothing', async () => {
    const { rule } = openField([
      { group: 'platform', role: 'admin' },
      { group: 'staff', quota: 5 },
    ]);

    expect(rule(1).getByLabelText('Group')).toHaveValue('platform');
    expect(rule(1).getByLabelText('Role')).toHaveValue('admin');
    expect(rule(1).getByLabelText('Machines')).toHaveValue('');
    expect(rule(2).getByLabelText('Role')).toHaveDisplayValue('Unchanged');
    expect(rule(2).getByLabelText('Machines')).toHaveValue('5');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are added and filled in by keyboard alone', async () => {
    const { user, kept } = openField([]);

    await user.tab();
    await user.keyboard('{Enter}');
    await user.keyboard('staff');
    await user.tab();
    await user.tab();
    await user.keyboard('7');

    expect(kept()).toEqual([{ group: 'staff', quota: 7 }]);
  });

  it('leave out what a group says nothing of', async () => {
    const { user, rule, kept } = openField([{ group: 'staff', role: 'user', quota: 5 }]);

    await user.selectOptions(rule(1).getByLabelText('Role'), 'Unchanged');
    expect(kept()).toEqual([{ group: 'staff', quota: 5 }]);
    await user.clear(rule(1).getByLabelText('Machines'));

    expect(kept()).toEqual([{ group: 'staff' }]);
  });

  it('take none as a number of machines', async () => {
    const { user, rule, kept } = openField([{ group: 'guests', role: 'user' }]);

    await user.type(rule(1).getByLabelText('Machines'), '0');

    expect(kept()).toEqual([{ group: 'guests', role: 'user', quota: 0 }]);
  });

  it('are removed one by one, and the focus is not lost', async () => {
    const { user, kept } = openField([
      { group: 'a', quota: 1 },
      { group: 'b', quota: 2 },
      { group: 'c', quota: 3 },
    ]);

    await user.click(screen.getByRole('button', { name: 'Remove rule 2' }));

    expect(kept().map(({ group }) => group)).toEqual(['a', 'c']);
    expect(screen.getByRole('button', { name: 'Add rule' })).toHaveFocus();
  });

  it('say what each lacks once something is wrong', () => {
    const { rule } = openField([{ group: '' }, { group: 'staff', quota: 1 }], 'Fill in each rule, or remove it.');

    expect(screen.getByRole('group', { name: 'Group rules' })).toHaveAccessibleDescription(/Fill in each rule/);
    expect(rule(1).getByLabelText('Group')).toBeInvalid();
    expect(rule(1).getByLabelText('Role')).toHaveAccessibleDescription('Choose a role, or a number of machines.');
    expect(rule(2).getByLabelText('Group')).toBeValid();
  });

  it('say nothing of what they lack before', () => {
    const { rule } = openField([{ group: '' }]);

    expect(rule(1).getByLabelText('Group')).toBeValid();
  });

  it('are fifty at most', () => {
    openField(Array.from({ length: 50 }, (_, index) => ({ group: `group-${index}`, quota: 1 })));

    expect(screen.getByRole('button', { name: 'Add rule' })).toBeDisabled();
  });
});
