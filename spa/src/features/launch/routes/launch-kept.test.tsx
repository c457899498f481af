// eslint-disable-next-line testing-library/no-manual-cleanup -- a browser takes the page away that is loaded anew
import { cleanup, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { forgetSession } from '../../../modules/account/session.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

/** What a browser does when it loads a page anew; what is lost with the page is taken away by hand. */
function reload(): void {
  window.dispatchEvent(new Event('pagehide'));
  const kept = Object.keys(sessionStorage).map((item) => [item, sessionStorage.getItem(item) ?? ''] as const);
  cleanup();
  forgetSession();
  for (const [item, text] of kept) sessionStorage.setItem(item, text);
}

async function openForm(as = ada()) {
  const view = renderApp('/launch/postgresql', { as });
  return { ...view, name: await screen.findByRole('textbox', { name: 'Name' }) };
}

describe('what is typed in the launch form', () => {
  it('is there again after a reload, with all that was chosen', async () => {
    const { user, name } = await openForm();
    await user.clear(name);
    await user.type(name, 'typed-otter');
    await user.click(screen.getByRole('radio', { name: /^Large/ }));
    await user.click(screen.getByRole('radio', { name: '3 days' }));

    reload();
    const again = await openForm();

    expect(again.name).toHaveValue('typed-otter');
    expect(screen.getByRole('radio', { name: /^Large/ })).toBeChecked();
    expect(screen.getByRole('radio', { name: '3 days' })).toBeChecked();
  });

  it('is nobody else’s', async () => {
    const { user, name } = await openForm();
    await user.clear(name);
    await user.type(name, 'typed-otter');
    reload();

    const other = await openForm(grace());

    expect(other.name).not.toHaveValue('typed-otter');
  });

  it('is not there when the form was left and is opened anew', async () => {
    const { user, name } = await openForm();
    await user.clear(name);
    await user.type(name, 'typed-otter');
    window.dispatchEvent(new Event('pagehide'));
    await user.click(screen.getByRole('link', { name: 'My machines' }));
    await screen.findByRole('heading', { level: 1, name: 'My machines' });
    cleanup();

    const again = await openForm();

    expect(again.name).not.toHaveValue('typed-otter');
  });
});
