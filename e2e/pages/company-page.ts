import type { Locator, Page } from '@playwright/test';

/** The sign-in page of the company beside the product, and its directory. */
export class CompanyPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #start(): Locator {
    return this.#page.getByRole('button', { name: 'Continue with Acme' });
  }

  /** From the product's sign-in page to the company's. */
  async open(): Promise<void> {
    await this.#page.goto('/sign-in');
    await this.#start.click();
  }

  async signInAs(name: string): Promise<void> {
    await this.open();
    await this.#page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  }

  async cancel(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Cancel' }).click();
  }

  /** Puts somebody into some groups and takes them out of all others. */
  async putInto(issuer: string, name: string, groups: readonly string[]): Promise<void> {
    await this.#page.goto(issuer);
    const person = this.#page.getByRole('group', { name });
    for (const box of await person.getByRole('checkbox').all()) {
      await box.setChecked(groups.includes((await box.getAttribute('value')) ?? ''));
    }
    await person.getByRole('button', { name: 'Save' }).click();
  }
}
