import { screen, waitFor, within } from '@testing-library/react';
import type { ImportedRow, NewUser } from '@cloudapp/contracts/user';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { setShownUser } from '../../../lib/api/shown-user.ts';
import type { Keyring } from '../../../lib/sealed-item.ts';
import { unsavedImportItem } from '../../../lib/unsaved-items.ts';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { invitation } from '../../../testing/handlers/people.ts';
import { mockServer } from '../../../testing/mock-api.ts';
import { mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';
import { closeImport, restoreImport, startImport } from '../api/import-run.ts';

afterEach(closeImport);

const people = Array.from({ length: 50 }, (_, n): NewUser => ({
  email: `p${n}@example.org`,
  name: `Person ${n}`,
  role: 'user',
  quota: 3,
}));
const preview = people.map((person, n): ImportedRow => ({
  line: n + 2,
  email: person.email,
  name: person.name,
  person,
}));

/** The API, which answers each part of an import when the test lets it. */
function slowApi() {
  const asked: string[][] = [];
  const waiting: (() => void)[] = [];
  const handler = mockRoute('importUsers', async ({ body }) => {
    if (!('people' in body)) return { rows: preview, valid: 50, invalid: 0 };
    asked.push(body.people.map(({ email }) => email));
    await new Promise<void>((resolve) => waiting.push(resolve));
    const rows = body.people.map(({ email, name }, n) => ({ line: n + 1, email, name, ...invitation }));
    return { rows, valid: rows.length, invalid: 0 };
  });
  const answer = async () => {
    await waitFor(() => {
      expect(waiting.length).toBeGreaterThan(0);
    });
    waiting.shift()?.();
  };
  return { asked, handler, answer };
}

function memoryKeyring(): Keyring {
  const made = crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return { key: () => made, forget: () => Promise.resolve() };
}

describe('an import', () => {
  it('goes on while its window is closed, and shows where it stands', async () => {
    const { asked, handler, answer } = slowApi();
    const { user } = renderApp('/admin/users', { as: grace(), handlers: [handler] });
    await user.click(await screen.findByRole('button', { name: 'Import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import users' });
    await user.click(within(dialog).getByRole('textbox', { name: 'CSV' }));
    await user.paste('any');
    await user.click(within(dialog).getByRole('button', { name: 'Check the lines' }));
    await user.click(await within(dialog).findByRole('button', { name: 'Import 50 users' }));

    await user.click(await within(dialog).findByRole('button', { name: 'Go on in the background' }));
    expect(await screen.findByText('An import is running')).toBeInTheDocument();
    await answer();
    expect(await screen.findByText('20 of 50 lines.')).toBeInTheDocument();
    await answer();
    await answer();

    expect(await screen.findByText('An import is done')).toBeInTheDocument();
    expect(asked.flat()).toEqual(people.map(({ email }) => email));
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Show the import' }));
    expect(await screen.findByText('50 links, shown only now')).toBeInTheDocument();
  });

  it('is taken up by a reload where it was, and by nobody else', async () => {
    const { asked, handler, answer } = slowApi();
    const keyring = memoryKeyring();
    const client = new QueryClient();
    mockServer.use(handler);
    setShownUser(grace().id);
    await restoreImport(client, grace().id, keyring);
    startImport(client, grace().id, preview);
    await answer();
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
    const kept = sessionStorage.getItem(unsavedImportItem) ?? '';
    expect(kept).not.toContain(invitation.oneTimePassword);
    closeImport();
    await answer();

    sessionStorage.setItem(unsavedImportItem, kept);
    await restoreImport(client, ada().id, keyring);
    expect(sessionStorage.getItem(unsavedImportItem)).toBeNull();
    sessionStorage.setItem(unsavedImportItem, kept);
    await restoreImport(client, grace().id, keyring);

    await waitFor(() => {
      expect(asked).toHaveLength(3);
    });
    expect(asked[2]).toEqual(people.slice(20, 40).map(({ email }) => email));
    await answer();
    await answer();
  });

  it('asks what a column holds where its heading leaves that open', async () => {
    const asked: unknown[] = [];
    const { user } = renderApp('/admin/users', {
      as: grace(),
      handlers: [
        mockRoute('importUsers', ({ body }) => {
          if ('people' in body) return { rows: [], valid: 0, invalid: 0 };
          asked.push(body.columns);
          const columns = [
            { heading: 'Staff', meaning: 'name', isSure: true },
            { heading: 'Contact', meaning: body.columns?.[1] ?? 'none', isSure: body.columns !== undefined },
          ] as const;
          if (body.columns === undefined) {
            const fault = 'say which column has the e-mail addresses';
            return { rows: [], valid: 0, invalid: 0, columns: [...columns], fault };
          }
          return { rows: preview.slice(0, 1), valid: 1, invalid: 0, columns: [...columns] };
        }),
      ],
    });
    await user.click(await screen.findByRole('button', { name: 'Import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import users' });
    await user.click(within(dialog).getByRole('textbox', { name: 'CSV' }));
    await user.paste('any');
    await user.click(within(dialog).getByRole('button', { name: 'Check the lines' }));

    expect(await within(dialog).findByText('Say which column has the e-mail addresses.')).toBeInTheDocument();
    expect(within(dialog).getByRole('button', { name: 'Import 0 users' })).toBeDisabled();
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Contact' }), 'E-mail');

    expect(await within(dialog).findByText('1 line can be imported.')).toBeInTheDocument();
    expect(asked).toEqual([undefined, ['name', 'email']]);
  });

  it('says what is wrong with text that cannot be read', async () => {
    const detail = 'has no line below its first';
    const { user } = renderApp('/admin/users', {
      as: grace(),
      handlers: [mockProblem('importUsers', 'invalid-request', { errors: [{ pointer: '/csv', detail }] })],
    });

    await user.click(await screen.findByRole('button', { name: 'Import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import users' });
    await user.click(within(dialog).getByRole('textbox', { name: 'CSV' }));
    await user.paste('email,name');
    await user.click(within(dialog).getByRole('button', { name: 'Check the lines' }));

    expect(await within(dialog).findByRole('alert')).toHaveTextContent(`The text ${detail}. Nothing was imported.`);
  });
});
