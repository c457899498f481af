import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { exampleCompany } from '../../../testing/data/companies.ts';
import { returnAddress, signedOutAddress } from '../../../testing/handlers/identity-providers.ts';
import { mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const withExample: Scene = {
  arrange: (world) => {
    world.companies = [exampleCompany()];
  },
};

async function openCompanies(scene: Scene = withExample) {
  const view = renderApp('/admin/sign-in', { as: grace(), ...scene });
  const section = await screen.findByRole('region', { name: 'Companies' });
  await within(section).findByText(returnAddress);
  const choose = async (name: string) => {
    await view.user.click(within(section).getByRole('button', { name: 'Actions for Example' }));
    await view.user.click(await screen.findByRole('menuitem', { name }));
    return await screen.findByRole('dialog', { name: `${name} Example${name === 'Remove' ? '?' : ''}` });
  };
  return { ...view, section, choose };
}

describe('the companies', () => {
  it('say whether each is on, who is let in and how many rules it has, and axe finds nothing', async () => {
    const { section } = await openCompanies({
      arrange: (world) => {
        const id = `idp_${'2'.padEnd(26, '0')}`;
        world.companies = [
          exampleCompany(),
          exampleCompany({ id, name: 'Other', admits: 'invited', groupRules: [], isEnabled: false }),
        ];
      },
    });

    const [first, second] = within(within(section).getByRole('list', { name: 'Companies' })).getAllByRole('listitem');
    expect(first).toHaveTextContent('ExampleOn');
    expect(first).toHaveTextContent('Accounts for example.org and 1 other domain · 2 group rules');
    expect(second).toHaveTextContent('OtherOff');
    expect(second).toHaveTextContent('Only who has an account · no group rules');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('say what they are for when there are none', async () => {
    const { section } = await openCompanies({});

    expect(section).toHaveTextContent('None yet. Add your company’s directory');
    expect(within(section).queryByRole('list')).not.toBeInTheDocument();
  });

  it('give the addresses to tell a company', async () => {
    const { user, section } = await openCompanies({});

    await user.click(within(section).getByRole('button', { name: /copy return address/i }));

    expect(await navigator.clipboard.readText()).toBe(returnAddress);
    expect(section).toHaveTextContent(signedOutAddress);
  });

  it('are said to be missing when they cannot be loaded, beside the rest of the page', async () => {
    renderApp('/admin/sign-in', { as: grace(), handlers: [mockProblem('listIdentityProviders', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('The companies could not be loaded');
    expect(screen.getByRole('region', { name: 'Second factor' })).toBeVisible();
  });

  it('are removed after asking, and the focus is not lost', async () => {
    const { user, section, choose, world } = await openCompanies();

    const question = await choose('Remove');
    expect(question).toHaveTextContent('Nobody can sign in with it from then on');
    expect(world.companies).toHaveLength(1);
    await user.click(within(question).getByRole('button', { name: 'Remove' }));

    await waitFor(() => {
      expect(section).toHaveTextContent('None yet.');
    });
    expect(world.companies).toEqual([]);
    await waitFor(() => {
      expect(document.body).not.toHaveFocus();
    });
  });

  it('stay when one could not be removed', async () => {
    const { user, choose } = await openCompanies({
      ...withExample,
      handlers: [mockProblem('removeIdentityProvider', 'edit-conflict')],
    });

    const question = await choose('Remove');
    await user.click(within(question).getByRole('button', { name: 'Remove' }));

    expect(await within(question).findByRole('alert')).toHaveTextContent('Somebody else changed this');
  });
});

describe('a test of a company', () => {
  it('says step by step what works and what does not, and is announced', async () => {
    const { user, section } = await openCompanies({
      ...withExample,
      handlers: [
        mockRoute('testIdentityProvider', () => ({
          steps: [
            { step: 'address', outcome: 'good' },
            { step: 'issuer', outcome: 'good', detail: 'https://id.example.org/realms/staff' },
            { step: 'offers', outcome: 'bad', detail: 'it does not offer PKCE with S256' },
            { step: 'keys', outcome: 'skipped' },
            { step: 'client', outcome: 'skipped' },
          ],
        })),
      ],
    });

    await user.click(within(section).getByRole('button', { name: 'Test Example' }));

    const dialog = await screen.findByRole('dialog', { name: 'Test of Example' });
    const news = within(dialog).getByRole('status');
    await waitFor(() => {
      expect(
        within(news)
          .getAllByRole('listitem')
          .map(({ textContent }) => textContent),
      ).toEqual([
        'Its address answersGood',
        'It is who it should beGood: https://id.example.org/realms/staff',
        'It offers what a sign-in takesBad: it does not offer PKCE with S256',
        'It shows the keys that it signs withNot tried',
        'It accepts our client and its secretNot tried',
      ]);
    });
    expect(news).toHaveTextContent('People cannot sign in with it like this');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('can be repeated, and says where all is well what it cannot know', async () => {
    let tests = 0;
    const { user, section } = await openCompanies({
      ...withExample,
      handlers: [
        mockRoute('testIdentityProvider', () => {
          tests += 1;
          return { steps: [{ step: 'address', outcome: tests === 1 ? 'bad' : 'good' }] };
        }),
      ],
    });

    await user.click(within(section).getByRole('button', { name: 'Test Example' }));
    const dialog = await screen.findByRole('dialog', { name: 'Test of Example' });
    expect(await within(dialog).findByText('Bad')).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Test again' }));

    expect(await within(dialog).findByText(/all is well. Sign in with it once/)).toBeVisible();
    expect(tests).toBe(2);
  });

  it('says when it could not be done', async () => {
    const { user, section } = await openCompanies({
      ...withExample,
      handlers: [mockProblem('testIdentityProvider', 'not-found')],
    });

    await user.click(within(section).getByRole('button', { name: 'Test Example' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('The company could not be tested');
  });
});
