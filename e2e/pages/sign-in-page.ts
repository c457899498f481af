import type { Locator, Page } from '@playwright/test';

export class SignInPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get email(): Locator {
    return this.#page.getByLabel('E-mail');
  }

  get password(): Locator {
    return this.#page.getByRole('textbox', { name: 'Password' });
  }

  get submit(): Locator {
    return this.#page.getByRole('button', { name: 'Sign in', exact: true });
  }

  async open(): Promise<void> {
    await this.#page.goto('/sign-in');
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.submit.click();
  }
}
