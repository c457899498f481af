import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { factors } from '../../../testing/data/factors.ts';
import { authenticatorSecret, recoveryCodes } from '../../../testing/handlers/factors.ts';
import { rightCode, rightTicket } from '../../../testing/handlers/sign-in.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { browserError, givePasskeys, madePasskey, textOf } from '../../../testing/passkeys.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openFactors(scene: Scene = {}) {
  const view = renderApp('/profile', { as: ada(), ...scene });
  const section = await screen.findByRole('region', { name: 'Second factors' });
  return { ...view, section };
}

async function beginApp(scene: Scene = {}) {
  const view = await openFactors(scene);
  await view.user.click(within(view.section).getByRole('button', { name: 'Add authenticator app' }));
  return { ...view, dialog: await screen.findByRole('dialog', { name: 'Add an authenticator app' }) };
}

describe('adding an authenticator app', () => {
  it('shows what to scan and what to type, asks for a code, and axe finds nothing', async () => {
    const { dialog } = await beginApp();

    expect(within(dialog).getByRole('img', { name: /QR code.*stands below as text/ })).toBeVisible();
    expect(within(dialog).getByRole('code')).toHaveTextContent('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP');
    const field = within(dialog).getByLabelText('Code');
    await waitFor(() => {
      expect(field).toHaveFocus();
    });
    expect(field).toHaveAttribute('autocomplete', 'one-time-code');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('copies the secret without its spaces', async () => {
    const { user, dialog } = await beginApp();

    await user.click(within(dialog).getByRole('button', { name: 'Copy secret' }));

    await within(dialog).findByRole('button', { name: 'Copied' });
    expect(await navigator.clipboard.readText()).toBe(authenticatorSecret);
  });

  it('says at the field that a code is wrong, and takes another', async () => {
    const { user, dialog, world } = await beginApp();
    const field = within(dialog).getByLabelText<HTMLInputElement>('Code');

    await user.type(field, '654321');

    await waitFor(() => {
      expect(field).toBeInvalid();
    });
    expect(field).toHaveAccessibleDescription(/This code is not right/);
    expect(field).toHaveFocus();
    expect(world.factors[ada().id]?.authenticator).toBeUndefined();
    await user.keyboard(rightCode);
    expect(await screen.findByRole('group', { name: 'Recovery codes' })).toBeVisible();
  });

  it('says when CloudApp cannot be reached, and keeps what was typed', async () => {
    const { user, dialog } = await beginApp({
      handlers: [http.put('*/api/me/factors/authenticator', () => Response.error())],
    });

    await user.type(within(dialog).getByLabelText('Code'), rightCode);

    expect(await within(dialog).findByRole('alert')).toHaveTextContent('The app was not set up');
    expect(within(dialog).getByLabelText('Code')).toHaveValue(rightCode);
  });

  it('says what to do where it was set up by a request whose answer got lost', async () => {
    const { user, dialog } = await beginApp({ handlers: [mockProblem('confirmAuthenticator', 'factor-exists')] });

    await user.type(within(dialog).getByLabelText('Code'), rightCode);

    expect(await within(dialog).findByRole('alert')).toHaveTextContent(/set up already.*make new ones/);
  });

  it('says in the section when it cannot begin', async () => {
    const { user, section } = await openFactors({ handlers: [mockProblem('beginAuthenticator', 'internal-error')] });

    await user.click(within(section).getByRole('button', { name: 'Add authenticator app' }));

    expect(await within(section).findByRole('alert')).toHaveTextContent('The app cannot be set up now');
  });

  it('begins once it was proven who asks', async () => {
    let isProven = false;
    const { user, section } = await openFactors({
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('beginAuthenticator', () => {
          if (!isProven) throw new MockProblem('proof-required');
          return { secret: authenticatorSecret, uri: 'otpauth://totp/CloudApp' };
        }),
      ],
    });

    await user.click(within(section).getByRole('button', { name: 'Add authenticator app' }));
    const question = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.type(within(question).getByLabelText('Password'), 'anything{Enter}');

    expect(await screen.findByRole('dialog', { name: 'Add an authenticator app' })).toBeVisible();
  });

  it('closes without codes where there were some already', async () => {
    const { user, dialog, section } = await beginApp({
      arrange: (world) => {
        const { passkeys, recoveryCodesLeft } = factors();
        world.factors[ada().id] = { passkeys, recoveryCodesLeft };
      },
    });

    await user.type(within(dialog).getByLabelText('Code'), rightCode);

    await waitFor(() => {
      expect(dialog).not.toBeInTheDocument();
    });
    expect(within(section).getByText('Authenticator app')).toBeVisible();
  });
});

describe('recovery codes', () => {
  const question = 'Close without the recovery codes?';

  async function openCodes() {
    const { user, dialog, ...view } = await beginApp();
    await user.type(within(dialog).getByLabelText('Code'), rightCode);
    return { ...view, user, dialog: await screen.findByRole('dialog', { name: 'Your recovery codes' }) };
  }

  it('come with the first factor, have the focus, and axe finds nothing', async () => {
    const { dialog, section } = await openCodes();

    const group = within(dialog).getByRole('group', { name: 'Recovery codes' });
    expect(
      within(group)
        .getAllByRole('code')
        .map(({ textContent }) => textContent),
    ).toEqual(recoveryCodes);
    expect(group).toHaveFocus();
    expect(await within(section).findByText('Authenticator app')).toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are not lost by Esc or a click before they were kept', async () => {
    const { user, dialog } = await openCodes();

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
    }
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
  });

  it.each(['Copy all', 'Download', 'Print'])('close without a word after %s, and are shown no more', async (name) => {
    vi.stubGlobal('print', vi.fn());
    URL.createObjectURL = () => 'blob:codes';
    URL.revokeObjectURL = () => undefined;
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    const { user, dialog } = await openCodes();

    await user.click(within(dialog).getByRole('button', { name }));
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));

    await waitFor(() => {
      expect(dialog).not.toBeInTheDocument();
    });
    expect(screen.queryByText(recoveryCodes[0] ?? '')).not.toBeInTheDocument();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('are made anew after asking', async () => {
    const { user, section, world } = await openFactors({
      arrange: (newWorld) => {
        newWorld.factors[ada().id] = factors({ recoveryCodesLeft: 1 });
      },
    });

    await user.click(within(section).getByRole('button', { name: 'New codes' }));
    const asked = await screen.findByRole('dialog', { name: 'New recovery codes?' });
    expect(asked).toHaveTextContent('Those that you have now stop working');
    expect(world.factors[ada().id]?.recoveryCodesLeft).toBe(1);
    await user.click(within(asked).getByRole('button', { name: 'Make new codes' }));

    expect(await screen.findByRole('group', { name: 'Recovery codes' })).toHaveTextContent(recoveryCodes[0] ?? '');
    expect(await within(section).findByText('10 left')).toBeInTheDocument();
  });
});

describe('adding a passkey', () => {
  async function beginPasskey(scene: Scene = {}) {
    const view = await openFactors(scene);
    await view.user.click(within(view.section).getByRole('button', { name: 'Add passkey' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a passkey' });
    const make = async () => {
      await view.user.click(within(dialog).getByRole('button', { name: 'Make passkey' }));
    };
    return { ...view, dialog, make };
  }

  it('is named after the device, has the browser make one that is found without an e-mail, and keeps it', async () => {
    const { create } = givePasskeys({ create: () => Promise.resolve(madePasskey()) });
    const { dialog, make, section, user } = await beginPasskey({
      arrange: (world) => {
        world.factors[ada().id] = factors();
      },
    });
    const name = within(dialog).getByRole('textbox', { name: 'Name' });
    expect(name).not.toHaveValue('');
    expect(await findAccessibilityFaults()).toEqual([]);
    fireEvent.change(name, { target: { value: '' } });
    await user.type(name, ' Work laptop ');

    await make();

    expect(await within(section).findByText('Work laptop')).toBeInTheDocument();
    const asked = create.mock.lastCall?.[0].publicKey;
    expect(asked).toMatchObject({
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      rp: { id: 'localhost' },
    });
    expect(asked?.excludeCredentials).toHaveLength(2);
    expect(textOf(asked?.challenge)).toBe(`${'T'.repeat(42)}Q`);
    await waitFor(() => {
      expect(dialog).not.toBeInTheDocument();
    });
  });

  it('sends what the browser made', async () => {
    const sent: unknown[] = [];
    givePasskeys({ create: () => Promise.resolve(madePasskey()) });
    const { make } = await beginPasskey({
      handlers: [
        mockRoute('addPasskey', ({ body }) => {
          sent.push(body);
          throw new MockProblem('factor-refused');
        }),
      ],
    });

    await make();

    expect(await screen.findByRole('alert')).toHaveTextContent('CloudApp could not accept this passkey');
    expect(sent).toMatchObject([{ ticket: rightTicket, clientData: 'Y2xpZW50', attestation: 'YXR0ZXN0YXRpb24' }]);
  });

  it('brings recovery codes with the first', async () => {
    givePasskeys({ create: () => Promise.resolve(madePasskey()) });
    const { make } = await beginPasskey();

    await make();

    const focused = await screen.findByRole('group', { name: 'Recovery codes' });
    await waitFor(() => {
      expect(focused).toHaveFocus();
    });
  });

  it('can be left without a word', async () => {
    const { create } = givePasskeys({ create: () => Promise.reject(browserError('NotAllowedError')) });
    const { dialog, make } = await beginPasskey();

    await make();

    await waitFor(() => {
      expect(create).toHaveBeenCalledOnce();
    });
    await waitFor(() => {
      expect(within(dialog).getByRole('button', { name: 'Make passkey' })).toBeEnabled();
    });
    expect(within(dialog).queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says when the device has one already', async () => {
    givePasskeys({ create: () => Promise.reject(browserError('InvalidStateError')) });
    const { dialog, make } = await beginPasskey();

    await make();

    expect(await within(dialog).findByRole('alert')).toHaveTextContent('This device has a passkey for your account');
  });

  it('says what to do when there are as many as one can have', async () => {
    givePasskeys();
    const { dialog, make } = await beginPasskey({ handlers: [mockProblem('beginPasskey', 'too-many-passkeys')] });

    await make();

    expect(await within(dialog).findByRole('alert')).toHaveTextContent('Remove one that you do not need');
  });

  it('is not offered by a browser that can make none', async () => {
    const { section } = await openFactors();

    expect(within(section).queryByRole('button', { name: 'Add passkey' })).not.toBeInTheDocument();
  });
});
