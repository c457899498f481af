import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { blueprints } from '../../../testing/data/blueprints.ts';
import { MockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

async function openCatalogue(scene: Scene = {}) {
  const view = renderApp('/launch', { as: ada(), ...scene });
  const list = await screen.findByRole('list', { name: 'Blueprints' });
  const names = () =>
    within(list)
      .queryAllByRole('heading')
      .map(({ textContent }) => textContent);
  return { ...view, list, names };
}

/** Twelve blueprints, two of each kind: more than fit one glance. */
const many: Scene = {
  arrange: (world) => {
    world.blueprints = blueprints().flatMap((blueprint) => [
      blueprint,
      { ...blueprint, id: `${blueprint.id}-2`, name: `${blueprint.name} 2`, tags: blueprint.tags.slice(0, 1) },
    ]);
  },
};

describe('the catalogue', () => {
  it('shows of each blueprint what one gets, how soon, and from which price', async () => {
    const { list } = await openCatalogue();

    const card = within(list).getByRole('article', { name: 'PostgreSQL server' });
    expect(card).toHaveTextContent('PostgreSQL 17 with a database and user of your own');
    expect(card).toHaveTextContent('Ready in about 1 min');
    expect(card).toHaveTextContent('from $0.026 per hour');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('opens a blueprint’s page', async () => {
    const { user } = await openCatalogue();

    await user.click(screen.getByRole('link', { name: 'Docker host' }));

    expect(await screen.findByRole('heading', { level: 1, name: 'Docker host' })).toHaveFocus();
  });

  it('needs no search while all fit one glance', async () => {
    await openCatalogue();

    expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
  });

  it('is searched by words once there are more than eight', async () => {
    const { user, names } = await openCatalogue(many);

    await user.type(screen.getByRole('searchbox', { name: 'Search blueprints' }), 'jupyter');

    expect(names()).toEqual(['Python data science', 'Python data science 2']);
  });

  it.each([
    ['another word for it', 'kubernetes', ['Docker host', 'Docker host 2']],
    ['words in any order', 'browser vscode', ['Browser IDE', 'Browser IDE 2']],
    ['a tool of it', 'JUPYTERLAB', ['Python data science', 'Python data science 2']],
  ])('is searched by %s', async (_, typed, found) => {
    const { user, names } = await openCatalogue(many);

    await user.type(screen.getByRole('searchbox', { name: 'Search blueprints' }), typed);

    expect(names()).toEqual(found);
  });

  it('is narrowed by tags that gather several', async () => {
    const { user, names } = await openCatalogue(many);
    const tags = screen.getByRole('group', { name: 'Filter by tag' });
    expect(within(tags).queryByText('notebooks')).not.toBeInTheDocument();

    await user.click(within(tags).getByLabelText('database'));

    expect(names()).toEqual(['PostgreSQL server', 'PostgreSQL server 2']);
  });

  it('says what to do when nothing matches', async () => {
    const { user } = await openCatalogue(many);

    await user.type(screen.getByRole('searchbox', { name: 'Search blueprints' }), 'mainframe');

    expect(screen.getByText('No blueprint matches. Try another word, or choose “All”.')).toBeVisible();
  });

  it('is the start page of someone without machines', async () => {
    renderApp('/', { as: ada(), arrange: (world) => (world.machines = []) });

    expect(await screen.findByRole('heading', { name: 'Launch a machine' })).toBeVisible();
  });

  it('shows its shape while it loads', async () => {
    renderApp('/launch', {
      as: ada(),
      handlers: [mockRoute('listBlueprints', () => new Promise<never>(() => undefined))],
    });

    expect(await screen.findByRole('heading', { name: 'Launch a machine' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('Loading');
  });

  it('says who can help when there are no blueprints', async () => {
    renderApp('/launch', { as: ada(), arrange: (world) => (world.blueprints = []) });

    expect(await screen.findByRole('heading', { name: 'No blueprints yet' })).toBeVisible();
    expect(screen.getByText(/ask your administrator/)).toBeVisible();
  });

  it('says so when it cannot be loaded, and tries again', async () => {
    let isBroken = true;
    const { user } = renderApp('/launch', {
      as: ada(),
      handlers: [
        mockRoute('listBlueprints', () => {
          if (isBroken) throw new MockProblem('internal-error', { requestId: 'req-1' });
          return { items: blueprints() };
        }),
      ],
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('The catalogue could not be loaded');
    expect(screen.getByRole('alert')).toHaveTextContent('Request req-1');

    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByRole('list', { name: 'Blueprints' })).toBeVisible();
  });
});
