import type { Locator, Page } from '@playwright/test';
import { AuthenticatorApp } from './authenticator-app.ts';

/** The section of the profile. */
export class SecondFactors {
  readonly section: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.section = page.getByRole('region', { name: 'Second factors' });
  }

  get appDialog(): Locator {
    return this.#page.getByRole('dialog', { name: 'Add an authenticator app' });
  }

  get codesDialog(): Locator {
    return this.#page.getByRole('dialog', { name: 'Your recovery codes' });
  }

  async beginApp(): Promise<AuthenticatorApp> {
    await this.section.getByRole('button', { name: 'Add authenticator app' }).click();
    return new AuthenticatorApp(await this.appDialog.getByRole('code').innerText());
  }

  async makePasskey(name: string): Promise<void> {
    await this.section.getByRole('button', { name: 'Add passkey' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Make passkey' }).click();
  }

  /** Keeps the recovery codes that are shown. */
  async keepCodes(): Promise<string[]> {
    const codes = await this.codesDialog
      .getByRole('group', { name: 'Recovery codes' })
      .getByRole('code')
      .allInnerTexts();
    await this.codesDialog.getByRole('button', { name: 'Copy all' }).click();
    await this.codesDialog.getByRole('button', { name: 'Copied' }).waitFor();
    await this.codesDialog.getByRole('button', { name: 'Done' }).click();
    await this.codesDialog.waitFor({ state: 'hidden' });
    return codes;
  }
}
