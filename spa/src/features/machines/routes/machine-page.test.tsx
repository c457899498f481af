import { screen, waitFor, within } from '@testing-library/react';
import { apiPrefix } from '@cloudapp/contracts/route';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { noteServerDate } from '../../../lib/server-clock.ts';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { machine } from '../../../testing/data/machines.ts';
import { idOf } from '../../../testing/data/users.ts';
import { mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { rememberAddress } from '../../../modules/machines/known-addresses.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace, type World } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openMachine(name: string, scene: Scene = {}) {
  const view = renderApp(`/machines/${idOf('mch', name)}`, { as: ada(), ...scene });
  await screen.findByRole('heading', { level: 1, name });
  return view;
}

const command = `ssh -o HostKeyAlias=${idOf('mch', 'brave-otter')} admin@54.93.114.20`;

async function region(name: string) {
  return screen.findByRole('region', { name });
}

describe('a machine that installs itself', () => {
  it('shows each step with its time, and the running one with its last line', async () => {
    await openMachine('swift-heron');

    const steps = within(await region('Installing PostgreSQL server')).getByRole('list', { name: 'Steps' });
    const [getting, first, second, third] = within(steps).getAllByRole('listitem');
    expect(getting).toHaveTextContent('Getting a machine (done)');
    expect(first).toHaveTextContent(/Updating the system \(done\).*9 s/);
    expect(second).toHaveTextContent(/Installing PostgreSQL \(running\)\d+ s.*Unpacking postgresql-15/);
    expect(second).toHaveAttribute('aria-current', 'step');
    expect(third).toHaveTextContent(/Tuning memory \(waiting\).*about 20 s/);
  });

  it('estimates what is left, and says that one may leave', async () => {
    await openMachine('swift-heron');

    const progress = await region('Installing PostgreSQL server');
    expect(progress).toHaveTextContent(/Ready in about 40 s/);
    expect(progress).toHaveTextContent('You can leave this page, we will keep going.');
    expect(within(progress).getByRole('progressbar')).toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('folds to one line and opens the login when it is ready', async () => {
    const { world, user } = await openMachine('swift-heron');
    await region('Installing PostgreSQL server');

    const ready = machine('swift-heron', 'ready', 'postgresql');
    world.machines = world.machines.map((one) => (one.id === ready.id ? ready : one));

    expect(await region('Log in')).toBeVisible();
    const installed = screen.getByRole('region', { name: 'Installed' });
    expect(installed).toHaveTextContent('5 steps in 1 min 12 s, checked and ready');
    expect(screen.queryByRole('list', { name: 'Steps' })).not.toBeInTheDocument();
    await user.click(within(installed).getByRole('button', { name: 'Show steps' }));
    expect(screen.getByRole('list', { name: 'Steps' })).toBeVisible();
  });
});

describe('a browser whose clock is wrong', () => {
  it.each([2, -2])('counts down by the server’s clock (%i hours off)', async (off) => {
    const found = machine('brave-otter', 'ready', 'postgresql');
    const server = Date.now();
    vi.setSystemTime(server + off * 3_600_000);
    try {
      await openMachine('brave-otter', {
        handlers: [
          http.get(`*${apiPrefix}/instances/:id`, () =>
            HttpResponse.json(found, { headers: { date: new Date(server).toUTCString() } }),
          ),
        ],
      });

      expect(await screen.findByText(/^Stops in 3 h (19|20) min$/)).toBeVisible();
    } finally {
      noteServerDate(new Date(server).toUTCString(), server, server);
    }
  });
});

describe('a machine that is ready', () => {
  it('tells its owner how to log in, each line to be copied', async () => {
    const { user } = await openMachine('brave-otter');
    const login = await region('Log in');

    expect(await within(login).findByText(command)).toBeVisible();
    for (const what of ['ssh command', 'known_hosts line', 'ssh config', 'tunnel command for PostgreSQL']) {
      expect(within(login).getByRole('button', { name: `Copy ${what}` })).toBeVisible();
    }
    expect(login).toHaveTextContent('SHA256:4bW2mC9p0xQeR7tYuIoPaSdFgHjKlZxCvBnM1234567');

    await user.click(within(login).getByRole('button', { name: 'Copy ssh command' }));
    expect(await navigator.clipboard.readText()).toBe(command);
    expect(within(login).getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('has every command in the words of the reader’s system', async () => {
    const arrange = (world: World) => {
      world.sshKeys = world.sshKeys.map((key) => ({ ...key, id: 'b'.repeat(64), name: 'cloudapp-otter' }));
    };
    const { user } = await openMachine('brave-otter', { arrange });
    const login = await region('Log in');
    expect(await within(login).findByRole('radio', { name: 'macOS and Linux' })).toBeChecked();

    await user.click(within(login).getByRole('radio', { name: 'Windows (PowerShell)' }));

    const commands = within(login).getAllByText(/^ssh -[io]/);
    expect(commands).toHaveLength(3);
    for (const line of commands) {
      expect(line).toHaveTextContent('ssh -i "$env:USERPROFILE\\.ssh\\cloudapp-otter" -o HostKeyAlias=mch_');
    }
    expect(login).toHaveTextContent('%USERPROFILE%\\.ssh\\known_hosts');
    expect(login).not.toHaveTextContent('-i ~');
    await user.click(within(login).getByRole('radio', { name: 'macOS and Linux' }));
    expect(login).toHaveTextContent('ssh -i ~/.ssh/cloudapp-otter');
  });

  it('says to a phone too that the key was not saved', async () => {
    const { user } = await openMachine('brave-otter', {
      arrange: (world) => {
        world.sshKeys = world.sshKeys.map((key) => ({
          ...key,
          id: 'b'.repeat(64),
          name: 'cloudapp-otter',
          isSaved: false,
        }));
      },
    });
    const login = await region('Log in');

    await user.click(await within(login).findByRole('radio', { name: 'Phone or tablet' }));

    expect(login).toHaveTextContent('Import the key file cloudapp-otter, which was not saved so far, into an app');
  });

  it('opens in editors and ssh programs by its name in ssh’s configuration', async () => {
    await openMachine('brave-otter');
    const login = await region('Log in');

    const addressOf = async (name: string) =>
      (await within(login).findByRole('link', { name: `Open in ${name}` })).getAttribute('href');
    expect(await addressOf('VS Code')).toBe('vscode://vscode-remote/ssh-remote+brave-otter/home/admin');
    expect(await addressOf('JetBrains Gateway')).toBe(
      'jetbrains-gateway://connect#type=ssh&deploy=false&host=brave-otter&user=admin&port=22&projectPath=%2Fhome%2Fadmin',
    );
    expect(await addressOf('your ssh program')).toBe('ssh://brave-otter');
  });

  it('gives a phone’s ssh app what its form asks for, and no command', async () => {
    const { user } = await openMachine('brave-otter');
    const login = await region('Log in');

    await user.click(await within(login).findByRole('radio', { name: 'Phone or tablet' }));

    for (const what of ['host', 'user name', 'port', 'forwarding address for PostgreSQL']) {
      expect(within(login).getByRole('button', { name: `Copy ${what}` })).toBeVisible();
    }
    expect(within(login).getByRole('link', { name: 'Open in your ssh app' })).toHaveAttribute(
      'href',
      'ssh://admin@54.93.114.20:22',
    );
    expect(login).toHaveTextContent('Forward the local port 5432 to port 5432 of');
    expect(login).toHaveTextContent('SHA256:4bW2mC9p0xQeR7tYuIoPaSdFgHjKlZxCvBnM1234567');
    expect(login).not.toHaveTextContent(/ssh -|ssh-keygen|known_hosts line|Open in VS Code/);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('tells how to forget an earlier machine that had its address', async () => {
    rememberAddress('54.93.114.20', 'mch_earlier');
    await openMachine('brave-otter');
    const login = await region('Log in');

    expect(await within(login).findByText('An earlier machine of yours had the address 54.93.114.20')).toBeVisible();
    expect(within(login).getByText('ssh-keygen -R 54.93.114.20')).toBeVisible();
  });

  it('has its ssh command copied by the key c', async () => {
    const { user } = await openMachine('brave-otter');
    await screen.findByText(command);

    await user.keyboard('c');

    expect(await screen.findByText('ssh command copied')).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(command);
  });

  it('keeps a secret until it is asked for, and hides it again', async () => {
    const { user } = await openMachine('brave-otter');
    const login = await region('Log in');
    const reveal = await within(login).findByRole('button', { name: 'Reveal Database password' });
    expect(login).toHaveTextContent('Reveal the secret to get the address of PostgreSQL.');

    await user.click(reveal);

    expect(await within(login).findByText('tQ7-xk2P-9mVe-Lw4R')).toBeVisible();
    expect(within(login).getByText('postgresql://app:tQ7-xk2P-9mVe-Lw4R@127.0.0.1:5432/app')).toBeVisible();
    await user.click(within(login).getByRole('button', { name: 'Hide' }));
    expect(within(login).queryByText('tQ7-xk2P-9mVe-Lw4R')).not.toBeInTheDocument();
  });

  it('shows an administrator everything but the way in', async () => {
    await openMachine('brave-otter', { as: grace() });

    expect(await region('Log in')).toHaveTextContent('Only Ada Lovelace can log in: the key is theirs.');
    expect(screen.queryByText(command)).not.toBeInTheDocument();
    expect(screen.getByText('Owned by Ada Lovelace')).toBeVisible();
  });

  it('says so when the login details cannot be loaded, and tries again', async () => {
    await openMachine('brave-otter', { handlers: [mockProblem('getLoginDetails', 'internal-error')] });

    const alert = await within(await region('Log in')).findByRole('alert');
    expect(alert).toHaveTextContent('The login details could not be loaded');
    expect(within(alert).getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('is stopped and given time by buttons, and deleted from its menu after asking', async () => {
    const { user, world } = await openMachine('brave-otter');
    expect(screen.getByRole('button', { name: 'Change time' })).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'Actions for brave-otter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete', hidden: true }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete brave-otter?' });
    expect(world.machines.find(({ name }) => name === 'brave-otter')?.state).toBe('ready');
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));

    expect(await region('Deleting')).toHaveTextContent('The machine ends and its disk is erased.');
  });

  it('leads to the form for another like it, with what was chosen filled in', async () => {
    const { user, world } = await openMachine('brave-otter', {
      arrange: (changed) => {
        changed.machines = changed.machines.map((one) =>
          one.name === 'brave-otter' ? { ...one, size: { ...one.size, id: 'large' }, durationHours: 72 } : one,
        );
        changed.sshKeys = changed.sshKeys.map((key) => ({ ...key, id: 'b'.repeat(64), isSaved: true }));
      },
    });

    await user.click(screen.getByRole('button', { name: 'Actions for brave-otter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Launch another like this', hidden: true }));

    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('brave-otter-2');
    expect(screen.getByText('Filled in like brave-otter. Change what you want otherwise.')).toBeVisible();
    expect(screen.getByRole('radio', { name: /^Large/ })).toBeChecked();
    expect(screen.getByRole('radio', { name: '3 days' })).toBeChecked();
    await user.click(screen.getByRole('button', { name: 'Launch' }));
    await waitFor(() => {
      expect(world.machines.some(({ name }) => name === 'brave-otter-2')).toBe(true);
    });
    expect(screen.queryByText(/Save your private key/)).not.toBeInTheDocument();
  });

  it('offers an administrator no other like somebody else’s', async () => {
    const { user } = await openMachine('brave-otter', { as: grace() });

    await user.click(screen.getByRole('button', { name: 'Actions for brave-otter' }));

    expect(await screen.findByRole('menuitem', { name: 'Delete', hidden: true })).toBeInTheDocument();
    expect(screen.queryByRole('menuitem', { name: /another/, hidden: true })).not.toBeInTheDocument();
  });

  it('shows what happened to it, and its console on request', async () => {
    const { user } = await openMachine('brave-otter');

    const activity = await region('Activity');
    const [newest] = await within(activity).findAllByRole('listitem');
    expect(newest).toHaveTextContent('The machine is ready38 min ago');

    const console = await region('Console output');
    expect(within(console).queryByText(/Linux version/)).not.toBeInTheDocument();
    await user.click(within(console).getByRole('button', { name: 'Show' }));
    expect(await within(console).findByText(/Linux version 6\.1/)).toBeVisible();
  });
});

describe('a machine that failed', () => {
  it('says why on top, and is open at the last lines of the failing step', async () => {
    await openMachine('calm-badger');

    expect(screen.getByRole('alert')).toHaveTextContent('This machine failed');
    expect(screen.getByRole('alert')).toHaveTextContent('the package archive could not be reached');
    expect(screen.getByLabelText('Last output of Installing Docker')).toHaveTextContent(
      'E: Some index files failed to download.',
    );
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is tried again as a fresh one', async () => {
    const { user } = await openMachine('calm-badger');

    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByRole('heading', { level: 1, name: 'calm-badger 2' })).toBeVisible();
  });

  it('says what did not work when it cannot be tried again', async () => {
    const { user } = await openMachine('calm-badger', { handlers: [mockProblem('retryInstance', 'quota-exceeded')] });

    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('calm-badger was not launched again')).toBeVisible();
  });
});

describe('a machine’s page', () => {
  it('does not say whether another’s machine exists', async () => {
    renderApp(`/machines/${idOf('mch', 'golden-falcon')}`, { as: ada() });

    expect(await screen.findByRole('heading', { name: 'Nothing is here' })).toBeVisible();
  });

  it('says so when it cannot be loaded, and tries again', async () => {
    renderApp(`/machines/${idOf('mch', 'brave-otter')}`, {
      as: ada(),
      handlers: [mockProblem('getInstance', 'internal-error')],
    });

    expect(await screen.findByRole('alert')).toHaveTextContent('The machine could not be loaded');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('shows its shape while it loads', async () => {
    renderApp(`/machines/${idOf('mch', 'brave-otter')}`, {
      as: ada(),
      handlers: [mockRoute('getInstance', () => new Promise<never>(() => undefined))],
    });

    expect(await screen.findByText('Loading')).toBeInTheDocument();
  });

  it('is named in the browser’s tab', async () => {
    await openMachine('brave-otter');

    await waitFor(() => {
      expect(document.title).toBe('brave-otter · CloudApp');
    });
  });
});
