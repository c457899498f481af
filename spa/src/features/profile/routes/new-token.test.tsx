import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { tokenSecret } from '../../../testing/handlers/tokens.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openForm(scene: Scene = {}) {
  const view = renderApp('/profile', { as: ada(), ...scene });
  const section = await screen.findByRole('region', { name: 'Tokens' });
  await view.user.click(within(section).getByRole('button', { name: 'New token' }));
  return { ...view, section, dialog: await screen.findByRole('dialog', { name: 'New token' }) };
}

type Form = Awaited<ReturnType<typeof openForm>>;

async function make({ user, dialog }: Pick<Form, 'user' | 'dialog'>, name = 'Deploys') {
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), name);
  await user.click(within(dialog).getByRole('button', { name: 'Make token' }));
}

describe('making a token', () => {
  it('begins with what harms least, at the name, and axe finds nothing', async () => {
    const { dialog } = await openForm();

    expect(within(dialog).getByRole('textbox', { name: 'Name' })).toHaveFocus();
    expect(within(dialog).getByRole('checkbox', { name: 'See' })).toBeChecked();
    expect(within(dialog).getByRole('checkbox', { name: 'Launch and use machines' })).not.toBeChecked();
    expect(within(dialog).getByRole('combobox', { name: 'Ends after' })).toHaveDisplayValue('30 days');
    expect(dialog).toHaveTextContent('On 24 Dec 2026.');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('sends what was chosen, whatever the order it was chosen in', async () => {
    const sent: unknown[] = [];
    const form = await openForm({
      handlers: [
        mockRoute('makeAccessToken', ({ body }) => {
          sent.push(body);
          throw new MockProblem('internal-error');
        }),
      ],
    });
    const { user, dialog } = form;

    await user.click(within(dialog).getByRole('checkbox', { name: 'See' }));
    await user.click(within(dialog).getByRole('checkbox', { name: 'Launch and use machines' }));
    await user.click(within(dialog).getByRole('checkbox', { name: 'See' }));
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Ends after' }), '90 days');
    await make(form, ' Deploys ');

    expect(await within(dialog).findByRole('alert')).toHaveTextContent('The token was not made');
    expect(sent).toEqual([{ name: 'Deploys', scopes: ['read', 'machines'], days: 90 }]);
  });

  it.each([
    ['is not offered to users', ada(), false],
    ['is offered to administrators', grace(), true],
  ])('administration %s', async (_, as, isOffered) => {
    const { dialog } = await openForm({ as });

    expect(within(dialog).queryAllByRole('checkbox', { name: 'Administer' })).toHaveLength(isOffered ? 1 : 0);
  });

  it('says at the fields what is missing, and sends nothing', async () => {
    const { user, dialog, world } = await openForm();

    await user.click(within(dialog).getByRole('checkbox', { name: 'See' }));
    await user.click(within(dialog).getByRole('button', { name: 'Make token' }));

    const name = within(dialog).getByRole('textbox', { name: 'Name' });
    expect(name).toHaveAccessibleDescription(/Give it a name/);
    await waitFor(() => {
      expect(name).toHaveFocus();
    });
    expect(within(dialog).getByRole('group', { name: 'What it may do' })).toHaveAccessibleDescription(
      'Choose at least one.',
    );
    expect(world.tokens[ada().id]).toHaveLength(2);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('says at the name what the service has against it, until another is typed', async () => {
    const errors = [{ pointer: '/name', detail: 'must be visible text' }];
    const form = await openForm({ handlers: [mockProblem('makeAccessToken', 'invalid-request', { errors })] });

    await make(form);

    const name = within(form.dialog).getByRole('textbox', { name: 'Name' });
    await waitFor(() => {
      expect(name).toHaveAccessibleDescription(/The name must be visible text\./);
    });
    expect(within(form.dialog).queryByRole('alert')).not.toBeInTheDocument();
    await form.user.type(name, '!');
    expect(name).toBeValid();
  });

  it('says what to do when there are as many as one can have, and keeps what was typed', async () => {
    const form = await openForm({ handlers: [mockProblem('makeAccessToken', 'too-many-tokens')] });

    await make(form);

    expect(await within(form.dialog).findByRole('alert')).toHaveTextContent('End one that you do not need');
    expect(within(form.dialog).getByRole('textbox', { name: 'Name' })).toHaveValue('Deploys');
  });

  it('goes on once the password was given again', async () => {
    let isProven = false;
    const form = await openForm({
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('makeAccessToken', ({ body: { name, scopes } }) => {
          if (!isProven) throw new MockProblem('proof-required');
          const now = new Date().toISOString();
          return { token: { id: 'tok', name, scopes, createdAt: now, expiresAt: now }, secret: tokenSecret };
        }),
      ],
    });

    await make(form);
    const question = await screen.findByRole('dialog', { name: 'Is it you?' });
    await form.user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    expect(await screen.findByRole('group', { name: 'Token' })).toHaveTextContent(tokenSecret);
  });
});

describe('a token that was just made', () => {
  const question = 'Close without the token?';

  async function openMade(scene: Scene = {}) {
    const form = await openForm(scene);
    await make(form);
    return { ...form, dialog: await screen.findByRole('dialog', { name: 'Deploys is made' }) };
  }

  it('is shown with how to use it, in the list at once, and axe finds nothing', async () => {
    const { dialog, section } = await openMade();

    expect(within(dialog).getByRole('group', { name: 'Token' })).toHaveTextContent(tokenSecret);
    expect(within(dialog).getByRole('group', { name: 'Try it' })).toHaveTextContent(
      `curl -H "Authorization: Bearer ${tokenSecret}" ${window.location.origin}/api/me`,
    );
    expect(within(dialog).getByRole('group', { name: 'Token' })).toHaveFocus();
    expect(await within(section).findByText('Deploys')).toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is shown with the header alone when it may not see what the command asks for', async () => {
    const form = await openForm();
    await form.user.click(within(form.dialog).getByRole('checkbox', { name: 'See' }));
    await form.user.click(within(form.dialog).getByRole('checkbox', { name: 'Launch and use machines' }));
    await make(form);

    expect(await screen.findByRole('group', { name: 'Send it with each request' })).toHaveTextContent(
      `Authorization: Bearer ${tokenSecret}`,
    );
    expect(screen.queryByRole('group', { name: 'Try it' })).not.toBeInTheDocument();
  });

  it('is kept by no storage and no address', async () => {
    await openMade();

    const kept = [...Object.entries(localStorage), ...Object.entries(sessionStorage), window.location.href];
    expect(JSON.stringify(kept)).not.toContain(tokenSecret);
    expect(JSON.stringify(window.history.state)).not.toContain(tokenSecret);
  });

  it('is not lost by Esc or a click before it was copied', async () => {
    const { user, dialog } = await openMade();

    for (const way of [
      () => user.keyboard('{Escape}'),
      () => user.click(within(dialog).getByRole('button', { name: 'Done' })),
    ]) {
      await way();
      const asked = await screen.findByRole('dialog', { name: question });
      await user.click(within(asked).getByRole('button', { name: 'Cancel' }));
      await waitFor(() => {
        expect(screen.queryByRole('dialog', { name: question })).not.toBeInTheDocument();
      });
      expect(within(dialog).getByRole('group', { name: 'Token' })).toHaveTextContent(tokenSecret);
    }
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
  });

  it.each(['token', 'command'])('closes without a word once its %s was copied, and is shown no more', async (what) => {
    const { user, dialog, section } = await openMade();

    await user.click(within(dialog).getByRole('button', { name: `Copy ${what}` }));
    await within(dialog).findByRole('button', { name: 'Copied' });
    await user.keyboard('{Escape}');

    await waitFor(() => {
      expect(dialog).not.toBeInTheDocument();
    });
    expect(screen.queryByRole('dialog', { name: question })).not.toBeInTheDocument();
    await user.click(within(section).getByRole('button', { name: 'New token' }));
    expect(await screen.findByRole('dialog', { name: 'New token' })).toBeVisible();
    expect(screen.queryByText(new RegExp(tokenSecret))).not.toBeInTheDocument();
  });
});
