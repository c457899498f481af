import type { GroupRule } from '@cloudapp/contracts/group-rule';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const platform: GroupRule = { group: 'platform', role: 'admin' };
const staff: GroupRule = { group: 'staff', quota: 5 };

async function openRules(rules: GroupRule[], scene: Scene = {}, people = 0) {
  const view = renderApp('/admin/sign-in', {
    as: grace(),
    arrange: (world) => {
      world.directory = { ...world.directory, rules, people };
    },
    ...scene,
  });
  const section = await screen.findByRole('region', { name: 'Directory sync (SCIM)' });
  const press = async (name: string) => {
    await view.user.click(within(section).getByRole('button', { name }));
  };
  const rule = (number: number) => within(within(section).getByRole('listitem', { name: `Rule ${number}` }));
  return { ...view, section, press, rule };
}

const save = 'Save rules';

describe('the rules of the directory’s groups', () => {
  it('are shown, with nothing to save yet, and axe finds nothing', async () => {
    const { section, rule } = await openRules([platform, staff]);

    expect(rule(1).getByLabelText('Group')).toHaveValue('platform');
    expect(rule(2).getByLabelText('Machines')).toHaveValue('5');
    expect(within(section).getByRole('button', { name: save })).toBeDisabled();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are added and saved by keyboard alone, without the blanks around a name', async () => {
    const { user, section, world } = await openRules([]);

    within(section).getByRole('button', { name: 'Add rule' }).focus();
    await user.keyboard('{Enter}');
    await user.keyboard(' staff ');
    await user.tab();
    await user.tab();
    await user.keyboard('5{Enter}');

    expect(await within(section).findByRole('status', { name: 'Saved' })).toHaveTextContent(
      'Everybody has what the rules give them.',
    );
    expect(world.directory.rules).toEqual([staff]);
    expect(within(section).getByRole('button', { name: save })).toBeDisabled();
  });

  it('are removed, down to none', async () => {
    const { press, section, world } = await openRules([platform]);

    await press('Remove rule 1');
    await press(save);

    expect(await within(section).findByRole('status', { name: 'Saved' })).toBeVisible();
    expect(world.directory.rules).toEqual([]);
  });

  it('say while people wait for what they give', async () => {
    const { press, section } = await openRules([platform, staff], {}, 1204);

    await press('Remove rule 2');
    await press(save);

    expect(await within(section).findByRole('status', { name: 'Saved' })).toHaveTextContent(
      'People are being given what the rules say; it takes minutes at most.',
    );
  });

  it('say which of them lacks what, and are not sent', async () => {
    const { press, rule, world, section } = await openRules([staff]);

    await press('Add rule');
    expect(rule(2).getByLabelText('Group')).toBeValid();
    await press(save);

    expect(await within(section).findByText('Fill in each rule, or remove it.')).toBeVisible();
    expect(rule(1).getByLabelText('Group')).toBeValid();
    expect(rule(2).getByLabelText('Group')).toBeInvalid();
    expect(rule(2).getByLabelText('Role')).toHaveAccessibleDescription('Choose a role, or a number of machines.');
    expect(world.directory.rules).toEqual([staff]);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('say which of them was refused, until it is changed', async () => {
    const refusal = mockRoute('setDirectoryRules', () => {
      throw new MockProblem('invalid-request', {
        errors: [{ pointer: '/rules/1/group', detail: 'must be plain text' }],
      });
    });
    const { user, press, rule, section } = await openRules([platform], { handlers: [refusal] });
    await press('Add rule');
    await user.type(rule(2).getByLabelText('Group'), 'staff');
    await user.type(rule(2).getByLabelText('Machines'), '5');

    await press(save);

    expect(await within(section).findByText('Rule 2 (staff) must be plain text.')).toBeVisible();
    await user.type(rule(2).getByLabelText('Group'), '2');
    expect(within(section).queryByText(/must be plain text/)).not.toBeInTheDocument();
    expect(within(section).queryByRole('alert')).not.toBeInTheDocument();
  });

  it.each(['edit-conflict', 'internal-error'] as const)('keep what was typed where they fail with %s', async (code) => {
    const { press, rule, section } = await openRules([platform, staff], {
      handlers: [mockProblem('setDirectoryRules', code)],
    });

    await press('Remove rule 1');
    await press(save);

    expect(await within(section).findByRole('alert')).toHaveTextContent('The rules were not changed');
    expect(rule(1).getByLabelText('Group')).toHaveValue('staff');
    expect(within(section).getByRole('button', { name: save })).toBeEnabled();
  });

  it('are saved once it was proven who asks', async () => {
    let isProven = false;
    const { user, press, section } = await openRules([platform], {
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('setDirectoryRules', ({ body: { rules } }) => {
          if (!isProven) throw new MockProblem('proof-required');
          return { address: 'https://cloudapp.example/api/scim/v2', rules, isApplying: false, people: 0, groups: 0 };
        }),
      ],
    });

    await press('Remove rule 1');
    await press(save);
    const proof = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.type(within(proof).getByLabelText('Password'), 'anything{Enter}');

    expect(await within(section).findByRole('status', { name: 'Saved' })).toBeVisible();
  });
});
