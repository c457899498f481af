import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { machine } from '../../../testing/data/machines.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDY0bOwateo3ngTly2uhoQeabiZj6k4V0jZKMWEwE7a1';

async function openLaunch(scene: Scene = {}) {
  const view = renderApp('/launch/postgresql', { as: ada(), ...scene });
  await screen.findByRole('heading', { level: 1, name: 'PostgreSQL server' });
  const launch = () => view.user.click(screen.getByRole('button', { name: 'Launch' }));
  return { ...view, launch };
}

function summary() {
  return screen.getByRole('complementary', { name: 'Summary' });
}

describe('launching a machine', () => {
  it('tells what will be installed, step by step, before it asks anything', async () => {
    await openLaunch();

    const contents = screen.getByRole('region', { name: 'What you get' });
    const steps = within(contents).getByRole('list', { name: 'Steps' });
    expect(within(steps).getAllByRole('listitem')).toHaveLength(5);
    expect(within(contents).getByRole('list', { name: 'What you need' })).toHaveTextContent(
      'For PostgreSQL: a program such as psql or DBeaver, through an ssh connection.',
    );
    expect(contents).toHaveTextContent('5 steps, about 1 min in all');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toMatch(/^\w+-\w+$/);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('keeps price and quota in the summary as one chooses', async () => {
    const { user } = await openLaunch();
    expect(summary()).toHaveTextContent('2 vCPU · 4 GB');
    expect(summary()).toHaveTextContent('$0.045 per hour');
    expect(summary()).toHaveTextContent('while it runs, about $33 a month');
    expect(summary()).toHaveTextContent('$0.0022 per hour while stopped');

    await user.click(screen.getByRole('radio', { name: /^Large/ }));
    await user.click(screen.getByRole('radio', { name: '1 day' }));

    expect(summary()).toHaveTextContent('2 vCPU · 8 GB');
    expect(summary()).toHaveTextContent('about $60 a month');
    expect(summary()).toHaveTextContent('$1.98 for 1 day');
    expect(summary()).toHaveTextContent('4 of 5 used');
  });

  it('makes a key in the browser, launches with its public half, and offers the private one', async () => {
    const { user, launch, world } = await openLaunch();

    await user.clear(screen.getByRole('textbox', { name: 'Name' }));
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'new-otter');
    await launch();

    expect(await screen.findByRole('heading', { level: 1, name: 'new-otter' })).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Download private key' })).toBeVisible();
    expect(world.sshKeys[0]?.publicKey).toMatch(/^(ssh-ed25519|ecdsa-sha2-nistp256) AAAA/);
    expect(world.sshKeys[0]?.isSaved).toBe(false);
    expect(JSON.stringify(world)).not.toContain('PRIVATE');

    const download = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    // A page is not told whether the download arrived: the key is offered until the person says so.
    await user.click(screen.getByRole('button', { name: 'Download private key' }));
    const kept = await screen.findByRole('button', { name: 'I have the key' });
    expect(screen.getByRole('button', { name: 'Download it again' })).toBeVisible();
    expect(screen.getByText(/^mkdir .* ~\/\.ssh\/cloudapp-new-otter-[0-9a-f]{8}$/)).toBeVisible();
    const systems = screen.getByRole('radiogroup', { name: 'Command to store the key for' });
    await user.click(within(systems).getByRole('radio', { name: 'Windows (PowerShell)' }));
    expect(screen.getByText(/^New-Item .*cloudapp-new-otter-[0-9a-f]{8}.*icacls/)).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Download it again' }));
    expect(download).toHaveBeenCalledTimes(2);
    download.mockRestore();
    await user.click(kept);
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: 'Download it again' })).not.toBeInTheDocument();
    });
    expect(world.sshKeys[0]?.isSaved).toBe(true);
  });

  it('takes a key that is pasted', async () => {
    let sent: { sshPublicKey: string } | undefined;
    const { user, launch } = await openLaunch({
      handlers: [
        mockRoute('launchInstance', ({ body }) => {
          sent = body;
          return machine(body.name, 'requested', body.blueprintId);
        }),
      ],
    });

    await user.click(screen.getByRole('radio', { name: /Paste your public key/ }));
    await user.click(await screen.findByRole('textbox', { name: 'Public key' }));
    await user.paste(`${publicKey.replace(' ', '\t ')}  CORP\\ada's "laptop" $1\n`);
    await launch();

    await waitFor(() => {
      expect(sent?.sshPublicKey).toBe(`${publicKey} CORP\\ada's "laptop" $1`);
    });
  });

  it('says which hours the machine gets where administrators have set some', async () => {
    await openLaunch({
      arrange: (world) => {
        world.machineRules.usualHours = {
          zone: 'Europe/Berlin',
          windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
        };
      },
    });

    expect(await screen.findByText(/starts and stops by itself, Mon–Fri 9:00–18:00: the hours/)).toBeVisible();
  });

  it('offers the keys of earlier launches', async () => {
    const { user, world } = await openLaunch();

    await user.click(await screen.findByRole('radio', { name: /Use one from before/ }));

    const [key] = world.sshKeys;
    expect(
      within(screen.getByLabelText('Key from before')).getByText(new RegExp(key?.name ?? '?')),
    ).toBeInTheDocument();
  });
});

describe('a launch that cannot be', () => {
  it('says before the form that the quota is used up, and what can be ended', async () => {
    await openLaunch({
      arrange: (world) => {
        world.users = world.users.map((one) => (one.id === ada().id ? { ...one, quota: { limit: 4, used: 4 } } : one));
      },
    });

    expect(await screen.findByText('Your quota of 4 machines is used up')).toBeVisible();
    expect(screen.getByRole('link', { name: 'brave-otter' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Launch' })).toBeDisabled();
  });

  it('is asked to be mended at the first field that is wrong', async () => {
    const { user, launch } = await openLaunch();
    await user.clear(screen.getByRole('textbox', { name: 'Name' }));
    await user.click(screen.getByRole('radio', { name: /Paste your public key/ }));

    await launch();

    expect(await screen.findByText('Give the machine a name.')).toBeVisible();
    expect(await screen.findByText('Paste your public key.')).toBeVisible();
    await waitFor(() => {
      expect(screen.getByRole('textbox', { name: 'Name' })).toHaveFocus();
    });
  });

  it('refuses a private key before it is sent anywhere', async () => {
    const { user, launch } = await openLaunch({
      handlers: [
        mockRoute('launchInstance', () => {
          throw new Error('It was sent');
        }),
      ],
    });
    await user.click(screen.getByRole('radio', { name: /Paste your public key/ }));
    await user.click(await screen.findByRole('textbox', { name: 'Public key' }));
    await user.paste(`-----BEGIN OPENSSH PRIVATE KEY-----\n${'A'.repeat(70)}\n-----END OPENSSH PRIVATE KEY-----\n`);

    expect(await screen.findByText(/This key is a private key, .* Nothing of it was sent\./)).toBeVisible();
    await launch();

    expect(screen.getByText(/This key is a private key/)).toBeVisible();
  });

  it('tells what is wrong with a key before anything is launched', async () => {
    const { user } = await openLaunch();
    await user.click(screen.getByRole('radio', { name: /Paste your public key/ }));
    await user.click(await screen.findByRole('textbox', { name: 'Public key' }));
    await user.paste(publicKey.slice(0, -1));
    await user.tab();

    expect(await screen.findByText('This key is cut short or damaged.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Public key' })).toHaveAccessibleDescription(
      'This key is cut short or damaged.',
    );
  });

  it('keeps what was entered, and tries again with the same idempotency key', async () => {
    const keys: (string | null)[] = [];
    const { launch } = await openLaunch({
      handlers: [
        mockRoute('launchInstance', ({ body, headers }) => {
          keys.push(headers.get('idempotency-key'));
          if (keys.length === 1) throw new MockProblem('service-unavailable');
          return machine(body.name, 'requested', body.blueprintId);
        }),
      ],
    });

    await launch();
    expect(await within(summary()).findByRole('alert')).toHaveTextContent('The machine was not launched');
    expect(within(summary()).getByRole('alert')).toHaveTextContent('trying again never makes two');
    await launch();

    await waitFor(() => {
      expect(keys).toHaveLength(2);
    });
    expect(keys[0]).toMatch(/\S{8,}/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('leads back when the blueprint does not exist', async () => {
    renderApp('/launch/mainframe', { as: ada() });

    expect(await screen.findByRole('heading', { name: 'Nothing is here' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to the start page' })).toBeVisible();
  });

  it('says so when the blueprint cannot be loaded', async () => {
    renderApp('/launch/postgresql', { as: ada(), handlers: [mockProblem('listBlueprints', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('The blueprint could not be loaded');
  });

  it('shows its shape while it loads', async () => {
    renderApp('/launch/postgresql', {
      as: ada(),
      handlers: [mockRoute('listBlueprints', () => new Promise<never>(() => undefined))],
    });

    expect(await screen.findByText('Loading')).toBeInTheDocument();
  });
});
