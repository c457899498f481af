/** A browser that goes where it is sent within the company, with its cookies, and stops where it is sent out of it. */
export class PersonAtBrowser {
  readonly #issuer: string;
  readonly #cookies = new Map<string, string>();

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  async open(address: string): Promise<Stop> {
    return await this.#go(address, {});
  }

  async send(address: string, fields: Readonly<Record<string, string>>): Promise<Stop> {
    return await this.#go(address, { method: 'POST', body: new URLSearchParams(fields) });
  }

  async #go(address: string, init: RequestInit): Promise<Stop> {
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url: address, status: response.status, page: await response.text() };
    const next = new URL(location, address).href;
    return next.startsWith(`${this.#issuer}/`) ? await this.#go(next, {}) : { url: next, status: 0, page: '' };
  }
}

interface Stop {
  readonly url: string;
  /** 0 where it has left the company. */
  readonly status: number;
  readonly page: string;
}
