import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { machine } from '../../testing/data/machines.ts';
import { idOf } from '../../testing/data/users.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { ada, grace, type World } from '../../testing/world.ts';

const shown: { title: string; body: string | undefined; onclick?: () => void }[] = [];
let answer: NotificationPermission = 'granted';

class FakeNotification {
  static permission: NotificationPermission = 'default';
  static requestPermission() {
    FakeNotification.permission = answer;
    return Promise.resolve(answer);
  }
  onclick = () => undefined;
  constructor(title: string, { body }: NotificationOptions) {
    const onclick = () => {
      this.onclick();
    };
    shown.push({ title, body, onclick });
  }
  close() {
    return undefined;
  }
}

let isLookedAt = true;
function look(at: boolean): void {
  isLookedAt = at;
  act(() => {
    window.dispatchEvent(new Event(at ? 'focus' : 'blur'));
  });
}

function become(world: World, ...changed: World['machines']): void {
  const later = new Date(Date.now() + 1000).toISOString();
  world.machines = world.machines.map((one) => {
    const now = changed.find(({ id }) => id === one.id);
    return now ? { ...now, stateChangedAt: later } : one;
  });
}

const ready = () => machine('swift-heron', 'ready', 'postgresql');

async function openProfile(as = ada()) {
  const view = renderApp('/profile', { as });
  await screen.findByRole('heading', { level: 1, name: 'Profile' });
  return view;
}

async function openInstalling() {
  const view = renderApp(`/machines/${idOf('mch', 'swift-heron')}`, { as: ada() });
  await screen.findByRole('region', { name: 'Installing PostgreSQL server' });
  return view;
}

const news = () => screen.getByRole('log', { name: 'News of your machines' });

describe('news of one’s machines', () => {
  beforeEach(() => {
    shown.length = 0;
    answer = 'granted';
    isLookedAt = true;
    FakeNotification.permission = 'default';
    vi.stubGlobal('Notification', FakeNotification);
    vi.spyOn(window, 'focus').mockImplementation(() => undefined);
    vi.spyOn(document, 'hasFocus').mockImplementation(() => isLookedAt);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('reach one on another page, read out and as a message that leads to the machine', async () => {
    const { user, world } = await openProfile();
    expect(news()).toBeEmptyDOMElement();

    become(world, ready());

    const message = await screen.findByRole('region', { name: 'swift-heron is ready' });
    expect(news()).toHaveTextContent('swift-heron is ready. PostgreSQL server: log in from its page.');
    expect(document.title).toBe('Profile · CloudApp');
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(message).getByRole('link', { name: 'Open its page' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'swift-heron' })).toBeVisible();
    expect(shown).toEqual([]);
  });

  it('tell why a machine failed, and that another has stopped, each once', async () => {
    const { world } = await openProfile();
    const failure = { code: 'step-failed', message: 'Debian’s mirror did not answer.' } as const;

    become(
      world,
      machine('swift-heron', 'failed', 'postgresql', { failure }),
      machine('brave-otter', 'stopped', 'postgresql'),
    );

    expect(await screen.findByRole('region', { name: 'swift-heron failed' })).toHaveTextContent(failure.message);
    expect(screen.getByRole('region', { name: 'brave-otter is stopped' })).toBeVisible();
    expect(within(news()).getAllByText(/^(swift-heron failed|brave-otter is stopped)\. /)).toHaveLength(2);
  });

  it('stand in the title of a tab that nobody looks at, until somebody does', async () => {
    const { world } = await openProfile();
    look(false);

    become(world, ready());

    await waitFor(() => {
      expect(document.title).toBe('(Ready) swift-heron · CloudApp');
    });
    look(true);
    expect(document.title).toBe('Profile · CloudApp');
    expect(shown).toEqual([]);
  });

  it('are shown by the browser once that was asked for, and open the machine', async () => {
    const { user, world } = await openInstalling();
    expect(FakeNotification.permission).toBe('default');
    await user.click(screen.getByRole('button', { name: 'Tell me when it is ready' }));
    expect(await screen.findByText(/^This browser tells you when a machine of yours is ready/)).toBeVisible();
    expect(shown.splice(0)).toMatchObject([{ title: 'CloudApp tells you here' }]);
    await user.click(screen.getByRole('link', { name: 'Launch' }));
    look(false);

    become(world, ready());

    await waitFor(() => {
      expect(shown).toMatchObject([
        { title: 'swift-heron is ready', body: 'PostgreSQL server: log in from its page.' },
      ]);
    });
    act(() => shown[0]?.onclick?.());
    expect(await screen.findByRole('heading', { level: 1, name: 'swift-heron' })).toBeVisible();
  });

  it('are not shown by the browser while another tab is looked at', async () => {
    localStorage.setItem('cloudapp-notices', 'on');
    FakeNotification.permission = 'granted';
    const { world } = await openProfile();
    look(false);
    let leave: () => void = () => undefined;
    void navigator.locks.request(
      'cloudapp-looked-at',
      { mode: 'shared' },
      () => new Promise<void>((resolve) => (leave = resolve)),
    );

    become(world, ready());

    expect(await screen.findByRole('region', { name: 'swift-heron is ready' })).toBeVisible();
    expect(shown).toEqual([]);
    leave();
  });

  it('are not shown by the browser when another tab does it', async () => {
    localStorage.setItem('cloudapp-notices', 'on');
    FakeNotification.permission = 'granted';
    let leave: () => void = () => undefined;
    void navigator.locks.request(
      'cloudapp-watcher',
      { mode: 'exclusive' },
      () => new Promise<void>((resolve) => (leave = resolve)),
    );
    const { world } = await openProfile();
    look(false);

    become(world, ready());

    expect(await screen.findByRole('region', { name: 'swift-heron is ready' })).toBeVisible();
    expect(shown).toEqual([]);
    leave();
  });

  it('are claimed to be shown only by a browser that shows them', async () => {
    answer = 'denied';
    const { user } = await openInstalling();

    await user.click(screen.getByRole('button', { name: 'Tell me when it is ready' }));

    expect(await screen.findByText(/^This browser shows no notifications of CloudApp/)).toBeVisible();
    expect(shown).toEqual([]);
  });

  it('are of one’s own machines alone', async () => {
    const { world } = await openProfile(grace());

    become(world, ready());

    await expect(screen.findByRole('region', { name: 'swift-heron is ready' }, { timeout: 7000 })).rejects.toThrow();
  });
});
