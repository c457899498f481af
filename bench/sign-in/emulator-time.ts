import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** Adds up the time from a request to `origin` to its answer, for everything that this process asks of it over HTTP. */
export class EmulatorTime {
  #milliseconds = 0;
  readonly #host: string;
  readonly #started = new WeakMap<ClientRequest, number>();

  constructor(origin: string) {
    this.#host = new URL(origin).host;
    subscribe('http.client.request.start', this.#onStart);
    subscribe('http.client.response.finish', this.#onAnswer);
  }

  get milliseconds(): number {
    return this.#milliseconds;
  }

  stop(): void {
    unsubscribe('http.client.request.start', this.#onStart);
    unsubscribe('http.client.response.finish', this.#onAnswer);
  }

  readonly #onStart = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader('host') === this.#host) this.#started.set(request, performance.now());
  };

  readonly #onAnswer = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    const started = this.#started.get(request);
    if (started !== undefined) this.#milliseconds += performance.now() - started;
  };
}
