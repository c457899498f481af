import type { ImportedRow, NewUser } from '@cloudapp/contracts/user';
import { readWelcomeLink } from '@cloudapp/contracts/welcome-link';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { invitation, oneTimePassword, validUntil } from '../../../testing/handlers/people.ts';
import { mockProblem, mockRoute, MockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';
import { closeImport } from '../api/import-run.ts';

afterEach(closeImport);

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

/** The page, loaded, for an administrator. */
async function openUsers(scene: Scene = {}) {
  const view = renderApp('/admin/users', { as: grace(), ...scene });
  await screen.findByRole('table', { name: 'Users' });
  return view;
}

function rowOf(name: string) {
  return screen.getByRole('row', { name: new RegExp(name) });
}

async function choose(user: Awaited<ReturnType<typeof openUsers>>['user'], name: string, action: string) {
  await user.click(screen.getByRole('button', { name: `Actions for ${name}` }));
  // Without layout, the menu takes its button for scrolled out of sight and hides itself.
  await user.click(await screen.findByRole('menuitem', { name: action, hidden: true }));
  return screen.findByRole('dialog');
}

describe('the list of users', () => {
  it('shows role, status, machines and last sign-in of each, and axe finds nothing', async () => {
    await openUsers();

    expect(rowOf('Ada Lovelace')).toHaveTextContent(/User.*Active.*4 of 5.*2 min ago/);
    expect(rowOf('Alan Turing')).toHaveTextContent(/Disabled.*E-mails come back/);
    expect(rowOf('Katherine Johnson')).toHaveTextContent(/Has a one-time password.*Never/);
    expect(rowOf('Grace Hopper')).toHaveTextContent(/You.*Administrator/);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('searches by name, and says when nobody is found', async () => {
    const { user } = await openUsers();

    await user.type(screen.getByRole('searchbox', { name: 'Search users' }), 'turing');
    await waitFor(() => {
      expect(screen.queryByText('Ada Lovelace')).not.toBeInTheDocument();
    });
    expect(rowOf('Alan Turing')).toBeInTheDocument();

    await user.type(screen.getByRole('searchbox', { name: 'Search users' }), 'x');
    await user.click(await screen.findByRole('button', { name: 'Show all users' }));
    expect(await screen.findByText('Ada Lovelace')).toBeInTheDocument();
  });

  it('shows more when there is another page', async () => {
    const { user } = await openUsers({
      handlers: [
        mockRoute('listUsers', ({ query }) =>
          query.has('cursor')
            ? { items: [{ ...grace(), id: 'second', name: 'Page Two' }] }
            : { items: [grace()], nextCursor: 'two' },
        ),
      ],
    });

    await user.click(screen.getByRole('button', { name: 'Show more' }));

    expect(await screen.findByText('Page Two')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
  });

  it('says what to do when it cannot be loaded', async () => {
    renderApp('/admin/users', { as: grace(), handlers: [mockProblem('listUsers', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('The users could not be loaded');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });
});

describe('adding a user', () => {
  async function fillIn(user: Awaited<ReturnType<typeof openUsers>>['user'], email: string) {
    await user.click(screen.getByRole('button', { name: 'Add user' }));
    const drawer = await screen.findByRole('dialog', { name: 'Add user' });
    await user.click(within(drawer).getByRole('textbox', { name: 'E-mail' }));
    await user.paste(email);
    await user.click(within(drawer).getByRole('textbox', { name: 'Name' }));
    await user.paste('Hedy Lamarr');
    await user.selectOptions(within(drawer).getByRole('combobox', { name: 'Role' }), 'admin');
    await user.clear(within(drawer).getByRole('textbox', { name: 'Machine quota' }));
    await user.type(within(drawer).getByRole('textbox', { name: 'Machine quota' }), '7');
    await user.click(within(drawer).getByRole('button', { name: 'Add user' }));
  }

  it('hands over a link once, with a text to send, and the secret in its fragment alone', async () => {
    const { user, world } = await openUsers();

    await fillIn(user, 'hedy@example.org');

    const drawer = await screen.findByRole('dialog', { name: 'Hedy Lamarr is added' });
    const shown = within(drawer).getByRole('group', { name: 'Link to choose a password' }).textContent;
    const link = /http\S+Z/.exec(shown)?.[0] ?? '';
    expect(readWelcomeLink(new URL(link).hash)).toEqual({ email: 'hedy@example.org', oneTimePassword, validUntil });
    expect(link.split('#')[0]).not.toContain(oneTimePassword);
    expect(within(drawer).getByRole('group', { name: 'Text to send' })).toHaveTextContent(link);
    expect(world.users[0]).toMatchObject({ role: 'admin', quota: { limit: 7, used: 0 } });
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.click(within(drawer).getByRole('button', { name: 'Copy link' }));
    await within(drawer).findByRole('button', { name: 'Copied' });
    await user.click(within(drawer).getByRole('button', { name: 'Done' }));
    expect(await screen.findByRole('row', { name: /Hedy Lamarr/ })).toBeInTheDocument();
    await waitFor(() => {
      expect(screen.queryByText(new RegExp(oneTimePassword))).not.toBeInTheDocument();
    });
  });

  it('says at the field that the e-mail is taken, and keeps what was typed', async () => {
    const { user } = await openUsers();

    await fillIn(user, 'ada.lovelace@example.org');

    const field = await screen.findByRole('textbox', { name: 'E-mail' });
    await waitFor(() => {
      expect(field).toBeInvalid();
    });
    expect(field).toHaveAccessibleDescription(/There is a user with this e-mail already/);
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Hedy Lamarr');
  });
});

describe('what can be done with a user', () => {
  it('resets the password after asking, and shows the link once', async () => {
    const { user } = await openUsers();

    const dialog = await choose(user, 'Ada Lovelace', 'Reset password');
    expect(dialog).toHaveTextContent('signed out everywhere');
    await user.click(within(dialog).getByRole('button', { name: 'Reset password' }));

    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toHaveTextContent(oneTimePassword);
  });

  it('says what becomes of the machines before it disables', async () => {
    const { user } = await openUsers();

    const dialog = await choose(user, 'Ada Lovelace', 'Disable');
    expect(dialog).toHaveTextContent(/signed out everywhere at once/);
    expect(dialog).toHaveTextContent(/has 4 machines.*costs money.*log in with ssh/);
    expect(within(dialog).getByRole('checkbox', { name: 'Stop all 4' })).toBeChecked();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Disable' }));

    await waitFor(() => {
      expect(rowOf('Ada Lovelace')).toHaveTextContent('Disabled');
    });
  });

  it.each([
    ['Ada Lovelace', 'asked to', true, false],
    ['Ada Lovelace', 'asked not to', false, true],
    ['Katherine Johnson', 'there were none when the page was loaded', true, false],
  ] as const)('stops the machines of %s where %s', async (name, _, stopMachines, unchecks) => {
    const asked: unknown[] = [];
    const handlers = [
      mockRoute('updateUser', ({ body }) => {
        asked.push(body);
        return { ...grace(), status: 'disabled' };
      }),
    ];
    const { user } = await openUsers({ handlers });

    const dialog = await choose(user, name, 'Disable');
    if (unchecks) await user.click(within(dialog).getByRole('checkbox', { name: 'Stop all 4' }));
    await user.click(within(dialog).getByRole('button', { name: 'Disable' }));

    await waitFor(() => {
      expect(asked).toEqual([{ status: 'disabled', stopMachines }]);
    });
  });

  it('enables again', async () => {
    const { user } = await openUsers();

    const dialog = await choose(user, 'Alan Turing', 'Enable');
    await user.click(within(dialog).getByRole('button', { name: 'Enable' }));

    await waitFor(() => {
      expect(rowOf('Alan Turing')).toHaveTextContent('Active');
    });
  });

  it('changes role and quota', async () => {
    const { user, world } = await openUsers();

    const dialog = await choose(user, 'Ada Lovelace', 'Change role and quota');
    expect(within(dialog).getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Role' }), 'admin');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));

    await waitFor(() => {
      expect(rowOf('Ada Lovelace')).toHaveTextContent('Administrator');
    });
    expect(world.users.find(({ name }) => name === 'Ada Lovelace')).toMatchObject({
      role: 'admin',
      quota: { limit: 5 },
    });
  });

  it('signs out everywhere', async () => {
    const { user } = await openUsers();

    const dialog = await choose(user, 'Ada Lovelace', 'Sign out everywhere');
    await user.click(within(dialog).getByRole('button', { name: 'Sign out' }));

    expect(await screen.findByText('Ada Lovelace is signed out everywhere')).toBeInTheDocument();
  });

  it('deletes somebody without machines', async () => {
    const { user } = await openUsers();

    const dialog = await choose(user, 'Alan Turing', 'Delete');
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));

    await waitFor(() => {
      expect(screen.queryByRole('row', { name: /Alan Turing/ })).not.toBeInTheDocument();
    });
  });

  it('does not offer to delete somebody with machines, and says why', async () => {
    const { user } = await openUsers();

    const dialog = await choose(user, 'Margaret Hamilton', 'Delete');

    expect(dialog).toHaveTextContent('Margaret Hamilton still has machines');
    expect(within(dialog).getByRole('button', { name: 'Delete' })).toBeDisabled();
  });

  it.each([
    ['user-has-machines', 'still has machines'],
    ['last-administrator', 'the only active administrator'],
    ['edit-conflict', 'Somebody else changed Alan Turing at the same moment'],
  ] as const)('explains the refusal %s in place', async (code, words) => {
    const { user } = await openUsers({ handlers: [mockProblem('deleteUser', code)] });

    const dialog = await choose(user, 'Alan Turing', 'Delete');
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));

    expect(await within(dialog).findByRole('alert')).toHaveTextContent(words);
  });
});

const personOf = (email: string): NewUser => ({ email, name: 'P', role: 'user', quota: 3 });
const previewOf = (people: readonly NewUser[]) => ({
  rows: people.map((person, index) => ({ line: index + 2, email: person.email, name: person.name, person })),
  valid: people.length,
  invalid: 0,
});
const importOf = (people: readonly NewUser[]) => ({
  rows: people.map(({ email, name }, index): ImportedRow => ({ line: index + 1, email, name, ...invitation })),
  valid: people.length,
  invalid: 0,
});

describe('importing users', () => {
  async function check(user: Awaited<ReturnType<typeof openUsers>>['user'], csv: string) {
    await user.click(screen.getByRole('button', { name: 'Import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import users' });
    await user.click(within(dialog).getByRole('textbox', { name: 'CSV' }));
    await user.paste(csv);
    await user.click(within(dialog).getByRole('button', { name: 'Check the lines' }));
    return dialog;
  }

  it('marks bad lines, imports the good ones and shows their links', async () => {
    const { user } = await openUsers();

    const dialog = await check(user, 'email,name\nhedy@example.org,Hedy\nnonsense,Nobody\nemmy@example.org,Emmy\n');
    expect(
      await within(dialog).findByText('2 lines can be imported, 1 cannot and will be left out.'),
    ).toBeInTheDocument();
    expect(within(dialog).getByRole('row', { name: /Nobody/ })).toHaveTextContent(
      /3.*Not imported.*not an e-mail address/,
    );
    await user.click(within(dialog).getByRole('button', { name: 'Import 2 users' }));

    const result = await within(dialog).findByRole('region', { name: 'Imported lines' });
    expect(within(result).getByRole('row', { name: /Emmy/ })).toHaveTextContent(new RegExp(`4.*${oneTimePassword}`));
    expect(within(result).queryByText(/Nobody/)).not.toBeInTheDocument();
    expect(within(dialog).getByRole('button', { name: 'Copy all' })).toBeInTheDocument();
    expect(within(dialog).getByRole('button', { name: 'Download CSV' })).toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('keeps the links it got when a later part fails', async () => {
    const people = Array.from({ length: 30 }, (_, index) => personOf(`person${index}@example.org`));
    const { user } = await openUsers({
      handlers: [
        mockRoute('importUsers', ({ body }) => {
          if (!('people' in body)) return previewOf(people);
          if (body.people.length < 20) throw new MockProblem('internal-error');
          return importOf(body.people);
        }),
      ],
    });

    const dialog = await check(user, 'any');
    await user.click(await within(dialog).findByRole('button', { name: 'Import 30 users' }));

    expect(await within(dialog).findByRole('alert')).toHaveTextContent(/stopped after 20 users/);
    expect(within(dialog).getByText('Of 30 people 20 were added and 10 were not tried.')).toBeInTheDocument();
    expect(within(dialog).getAllByText(new RegExp(oneTimePassword))).toHaveLength(20);
  });

  it('sends the people that the preview showed, whatever the lines look like, and counts each of them', async () => {
    const people = [personOf('ada@example.org'), personOf('taken@example.org'), personOf('grace@example.org')];
    const sent: unknown[] = [];
    const { user } = await openUsers({
      handlers: [
        mockRoute('importUsers', ({ body }) => {
          if (!('people' in body)) return previewOf(people);
          sent.push(...body.people);
          const rows = importOf(body.people).rows.map((row) =>
            row.email.startsWith('taken')
              ? { ...row, oneTimePassword: undefined, error: 'a user with this e-mail exists' }
              : row,
          );
          return { rows, valid: 2, invalid: 1 };
        }),
      ],
    });

    const dialog = await check(
      user,
      'email,name\r\nada@example.org,"Ada\r\n"\ntaken@example.org,B\rgrace@example.org,C',
    );
    await user.click(await within(dialog).findByRole('button', { name: 'Import 3 users' }));

    expect(await within(dialog).findByText('Of 3 people 2 were added and 1 was refused.')).toBeInTheDocument();
    expect(sent).toEqual(people);
  });

  it.each([
    ['UTF-8 with a byte order mark', new TextEncoder().encode('\uFEFFemail,name\nj@example.org,Jörg')],
    ['UTF-16', new Uint8Array([0xff, 0xfe, ...Buffer.from('email,name\nj@example.org,Jörg', 'utf16le')])],
    ['Windows-1252', new Uint8Array(Buffer.from('email,name\nj@example.org,Jörg', 'latin1'))],
  ])('reads a file in %s', async (_, bytes) => {
    const { user } = await openUsers();
    await user.click(screen.getByRole('button', { name: 'Import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import users' });

    await user.upload(within(dialog).getByLabelText('CSV file'), new File([bytes], 'people.csv'));

    await waitFor(() => {
      expect(within(dialog).getByRole('textbox', { name: 'CSV' })).toHaveValue('email,name\nj@example.org,Jörg');
    });
  });
});
