import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { exampleCompany } from '../../../testing/data/companies.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openPage(scene: Scene) {
  const view = renderApp('/admin/sign-in', { as: grace(), ...scene });
  return { ...view, section: await screen.findByRole('region', { name: 'Companies' }) };
}

function actionsIn(form: HTMLElement, user: Awaited<ReturnType<typeof openPage>>['user']) {
  const field = (name: string) => within(form).getByLabelText(name);
  const fill = async (name: string, text: string) => {
    await user.clear(field(name));
    await user.type(field(name), text);
  };
  const press = async (name: string) => {
    await user.click(within(form).getByRole('button', { name }));
  };
  const kind = async (name: string) => {
    await user.selectOptions(field('Kind'), name);
  };
  return { form, field, fill, press, kind };
}

async function openNew(scene: Scene = {}) {
  const view = await openPage(scene);
  await view.user.click(within(view.section).getByRole('button', { name: 'Add company' }));
  const form = await screen.findByRole('dialog', { name: 'Add company' });
  const actions = actionsIn(form, view.user);
  const fillIn = async () => {
    await actions.fill('Name', 'Initech');
    await actions.fill('Issuer', 'https://id.initech.example');
    await actions.fill('Client id', 'cloudapp-1');
  };
  return { ...view, ...actions, fillIn };
}

async function openExample(scene: Scene = {}) {
  const view = await openPage({
    arrange: (world) => {
      world.companies = [exampleCompany()];
    },
    ...scene,
  });
  await view.user.click(await within(view.section).findByRole('button', { name: 'Actions for Example' }));
  await view.user.click(await screen.findByRole('menuitem', { name: 'Change' }));
  const form = await screen.findByRole('dialog', { name: 'Change Example' });
  return { ...view, ...actionsIn(form, view.user) };
}

async function gone(form: HTMLElement) {
  await waitFor(() => {
    expect(form).not.toBeInTheDocument();
  });
}

describe('a new company', () => {
  it('is added with all that was said of it', async () => {
    const { user, form, fillIn, fill, field, press, world } = await openNew();

    await fillIn();
    await fill('Client secret', 's3cret');
    await user.click(within(form).getByRole('radio', { name: 'People with an e-mail in these domains' }));
    await fill('Domains', 'initech.example, initech.test');
    await user.click(within(form).getByRole('checkbox', { name: 'May sign in to existing accounts by e-mail' }));
    await press('Add rule');
    const rule = within(form).getByRole('listitem', { name: 'Rule 1' });
    await user.type(within(rule).getByLabelText('Group'), 'platform');
    await user.selectOptions(within(rule).getByLabelText('Role'), 'Administrator');
    expect(field('Client secret')).toHaveAttribute('type', 'password');
    await press('Add company');

    await gone(form);
    expect(world.companies).toMatchObject([
      {
        ...{ name: 'Initech', issuer: 'https://id.initech.example', clientId: 'cloudapp-1', hasSecret: true },
        ...{ isEnabled: true, admits: 'domains', domains: ['initech.example', 'initech.test'], joinsByEmail: true },
        ...{ scopes: '', groupsClaim: 'groups', groupRules: [{ group: 'platform', role: 'admin' }] },
      },
    ]);
    expect(await screen.findByText('Initech is added')).toBeVisible();
  });

  it('lets nobody new in unless that is chosen, and joins no accounts', async () => {
    const { form } = await openNew();

    expect(within(form).getByRole('radio', { name: 'Nobody: only who has one signs in' })).toBeChecked();
    expect(
      within(form).getByRole('checkbox', { name: 'May sign in to existing accounts by e-mail' }),
    ).not.toBeChecked();
    expect(form).toHaveTextContent('Whoever runs the directory can give anyone any e-mail');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is helped by what is known of its kind', async () => {
    const { field, kind } = await openNew();
    expect(field('Issuer')).toHaveAttribute('placeholder', 'https://login.microsoftonline.com/<tenant id>/v2.0');

    await kind('Okta');

    expect(field('Issuer')).toHaveAttribute('placeholder', 'https://<your organisation>.okta.com/oauth2/default');
    expect(field('Further scopes')).toHaveValue('groups');
    await kind('Google');
    expect(field('Issuer')).toHaveValue('https://accounts.google.com');
    expect(field('Further scopes')).toHaveValue('');
  });

  it('says at each field what is missing, and the first has the focus', async () => {
    const { user, form, field, press, fillIn } = await openNew();

    await user.click(within(form).getByRole('radio', { name: 'People with an e-mail in these domains' }));
    await press('Add company');

    expect(field('Name')).toHaveAccessibleDescription(/Give it the name that people know it by/);
    expect(field('Issuer')).toHaveAccessibleDescription(/Enter an address that begins with https/);
    expect(field('Client id')).toHaveAccessibleDescription(/Enter the id that the company gave/);
    expect(field('Domains')).toHaveAccessibleDescription(/Enter at least one domain/);
    await waitFor(() => {
      expect(field('Name')).toHaveFocus();
    });
    expect(await findAccessibilityFaults()).toEqual([]);
    await fillIn();
    expect(field('Name')).toBeValid();
  });

  it('is filled in and added by keyboard alone', async () => {
    const { user, form, field, world } = await openNew();
    await waitFor(() => {
      expect(field('Kind')).toHaveFocus();
    });

    await user.tab();
    await user.keyboard('Initech');
    await user.tab();
    await user.keyboard('https://id.initech.example');
    await user.tab();
    await user.keyboard('cloudapp-1{Enter}');

    await gone(form);
    expect(world.companies).toHaveLength(1);
  });

  it.each([
    ['/name', 'Name', 'must be visible text'],
    ['/issuer', 'Issuer', 'must be an https address'],
    ['/clientId', 'Client id', 'must be without spaces'],
    ['/clientSecret', 'Client secret', 'must be letters'],
    ['/scopes', 'Further scopes', 'must be names apart by spaces'],
    ['/groupsClaim', 'Groups claim', 'must be the name of a claim'],
  ])('shows a refusal of %s at its field', async (pointer, name, detail) => {
    const { fillIn, press, field } = await openNew({
      handlers: [mockProblem('addIdentityProvider', 'invalid-request', { errors: [{ pointer, detail }] })],
    });

    await fillIn();
    await press('Add company');

    await waitFor(() => {
      expect(field(name)).toHaveAccessibleDescription(expect.stringContaining(`It ${detail}.`));
    });
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await waitFor(() => {
      expect(field(name)).toHaveFocus();
    });
  });

  it('shows which domain was refused', async () => {
    const errors = [{ pointer: '/domains/1', detail: 'must be a domain such as example.com' }];
    const { user, form, fillIn, fill, press, field } = await openNew({
      handlers: [mockProblem('addIdentityProvider', 'invalid-request', { errors })],
    });

    await fillIn();
    await user.click(within(form).getByRole('radio', { name: 'People with an e-mail in these domains' }));
    await fill('Domains', 'example.com localhost');
    await press('Add company');

    await waitFor(() => {
      expect(field('Domains')).toHaveAccessibleDescription(/localhost must be a domain such as example\.com\./);
    });
    await fill('Domains', 'example.com');
    expect(field('Domains')).toBeValid();
  });

  it('says which rule was refused', async () => {
    const errors = [{ pointer: '/groupRules/0/group', detail: 'must be visible text' }];
    const { user, form, fillIn, press } = await openNew({
      handlers: [mockProblem('addIdentityProvider', 'invalid-request', { errors })],
    });

    await fillIn();
    await press('Add rule');
    await user.keyboard('staff');
    await user.selectOptions(within(form).getByLabelText('Role'), 'User');
    await press('Add company');

    expect(await within(form).findByText('Rule 1 (staff) must be visible text.')).toBeVisible();
  });

  it('is refused at the issuer where another has it', async () => {
    const { fillIn, press, field } = await openNew({
      handlers: [mockProblem('addIdentityProvider', 'issuer-taken')],
    });

    await fillIn();
    await press('Add company');

    await waitFor(() => {
      expect(field('Issuer')).toHaveAccessibleDescription(/There is a company with this issuer already/);
    });
  });

  it.each([
    ['too-many-providers', 'Remove one that nobody needs'],
    ['edit-conflict', 'Somebody else changed this at the same moment'],
    ['internal-error', 'The fault is on our side'],
  ] as const)('keeps what was typed where it was refused for %s', async (code, words) => {
    const { form, fillIn, press, field } = await openNew({ handlers: [mockProblem('addIdentityProvider', code)] });

    await fillIn();
    await press('Add company');

    const alert = await within(form).findByRole('alert');
    expect(alert).toHaveTextContent('The company was not added');
    expect(alert).toHaveTextContent(words);
    expect(field('Name')).toHaveValue('Initech');
  });

  it('is added once it was proven who asks', async () => {
    let isProven = false;
    const { user, form, fillIn, press } = await openNew({
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('addIdentityProvider', ({ body: { name } }) => {
          if (!isProven) throw new MockProblem('proof-required');
          return exampleCompany({ name });
        }),
      ],
    });

    await fillIn();
    await press('Add company');
    const question = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    await gone(form);
    expect(isProven).toBe(true);
  });

  it('is forgotten when its form is closed', async () => {
    const { user, form, fillIn, press, section } = await openNew();

    await fillIn();
    await press('Cancel');
    await gone(form);
    await user.click(within(section).getByRole('button', { name: 'Add company' }));

    expect(await screen.findByLabelText('Client id')).toHaveValue('');
  });
});

describe('a company that is changed', () => {
  it('keeps its secret where none is typed, and all that was not changed', async () => {
    const sent: unknown[] = [];
    const { form, field, fill, press } = await openExample({
      handlers: [
        mockRoute('changeIdentityProvider', ({ body }) => {
          sent.push(body);
          return exampleCompany({ name: body.name });
        }),
      ],
    });

    expect(field('Kind')).toHaveValue('keycloak');
    expect(field('Client secret')).toHaveValue('');
    expect(field('Client secret')).toHaveAccessibleDescription(/A secret is kept\. Leave this empty to keep it/);
    await fill('Name', 'Example Ltd');
    await press('Save');

    await gone(form);
    const wanted = Object.entries(exampleCompany({ name: 'Example Ltd' }));
    expect(sent).toEqual([Object.fromEntries(wanted.filter(([part]) => part !== 'id' && part !== 'hasSecret'))]);
  });

  it('says that another issuer or client id forgets the secret', async () => {
    const { form, field, fill, press, world } = await openExample();

    await fill('Client id', 'cloudapp-2');
    expect(field('Client secret')).toHaveAccessibleDescription(/the secret that is kept is forgotten/);
    await press('Save');

    await gone(form);
    expect(world.companies).toMatchObject([{ clientId: 'cloudapp-2', hasSecret: false }]);
  });

  it('is switched off', async () => {
    const { user, form, press, section, world } = await openExample();

    await user.click(within(form).getByRole('switch', { name: /^Offer it on the sign-in page/ }));
    await press('Save');

    await gone(form);
    expect(world.companies).toMatchObject([{ isEnabled: false }]);
    expect(await within(section).findByText('Off')).toBeVisible();
  });

  it('stays open where it could not be changed', async () => {
    const { form, press } = await openExample({
      handlers: [mockProblem('changeIdentityProvider', 'edit-conflict')],
    });

    await press('Save');

    expect(await within(form).findByRole('alert')).toHaveTextContent('The company was not changed');
  });
});
