import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** Debian publishes a new AMI every few weeks; the old one stays. */
const keepMs = 600_000;

interface Kept {
  readonly image: Promise<string>;
  readonly until: number;
}

/** The AMIs that public SSM parameters name, each asked for once in ten minutes. */
export class ImageParameters {
  readonly #client: SSMClient;
  readonly #clock: () => Date;
  readonly #kept = new Map<string, Kept>();

  constructor(client: SSMClient, clock: () => Date) {
    this.#client = client;
    this.#clock = clock;
  }

  async imageOf(parameter: string): Promise<string> {
    const now = this.#clock().getTime();
    const kept = this.#kept.get(parameter);
    if (kept && kept.until > now) return await kept.image;
    const image = this.#ask(parameter);
    this.#kept.set(parameter, { image, until: now + keepMs });
    image.catch(() => this.#kept.delete(parameter));
    return await image;
  }

  async #ask(parameter: string): Promise<string> {
    const answer = await this.#client.send(new GetParameterCommand({ Name: parameter }));
    const image = answer.Parameter?.Value;
    if (image === undefined) throw new Error(`The parameter ${parameter} is empty`);
    return image;
  }
}
