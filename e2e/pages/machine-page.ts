import type { Download, Locator, Page } from '@playwright/test';

export class MachinePage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get steps(): Locator {
    return this.#page.getByRole('list', { name: 'Steps' });
  }

  get ready(): Locator {
    return this.#page.getByText('Ready', { exact: true }).first();
  }

  get logIn(): Locator {
    return this.#page.getByRole('heading', { name: 'Log in', exact: true });
  }

  /** The machine's id, from the address of its page. */
  get id(): string {
    return /mch_[0-9a-z]{26}/.exec(this.#page.url())?.[0] ?? '';
  }

  async downloadKey(): Promise<Download> {
    const download = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: 'Download private key' }).click();
    return download;
  }

  /** Asks for the commands of a system; the browser that tests drive says that it runs on Windows. */
  async showCommandsFor(system: 'Windows (PowerShell)' | 'macOS and Linux'): Promise<void> {
    await this.#page.getByText(system, { exact: true }).first().click();
  }

  /** Says that the key was kept, after which the page offers it no more. */
  async confirmKey(): Promise<void> {
    await this.#page.getByRole('button', { name: 'I have the key' }).click();
  }

  /** Presses a copy button and gives back what it put on the clipboard. */
  async copy(what: string): Promise<string> {
    await this.#page
      .getByRole('button', { name: `Copy ${what}` })
      .first()
      .click();
    return this.#page.evaluate(() => navigator.clipboard.readText());
  }
}
