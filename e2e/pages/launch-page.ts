import type { Locator, Page } from '@playwright/test';

export class LaunchPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get name(): Locator {
    return this.#page.getByLabel('Name', { exact: true });
  }

  get launch(): Locator {
    return this.#page.getByRole('button', { name: 'Launch', exact: true });
  }

  /** Picks a blueprint from the catalogue by its name. */
  async choose(blueprint: string): Promise<void> {
    await this.#page.getByRole('link', { name: blueprint }).click();
  }
}
