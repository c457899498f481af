import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { LRUCache } from 'lru-cache';

/** Debian publishes a new AMI every few weeks; the old one stays. */
const keepMs = 600_000;
/** Far more than blueprints name. */
const mostKept = 1000;

/** The AMIs that public SSM parameters name, each asked for once in ten minutes; a failure is not kept. */
export class ImageParameters {
  readonly #client: SSMClient;
  readonly #images: LRUCache<string, string>;

  constructor(client: SSMClient, clock: () => Date) {
    this.#client = client;
    this.#images = new LRUCache({
      max: mostKept,
      ttl: keepMs,
      ttlResolution: 0,
      perf: { now: () => clock().getTime() },
      fetchMethod: async (parameter) => await this.#ask(parameter),
    });
  }

  async imageOf(parameter: string): Promise<string> {
    return await this.#images.forceFetch(parameter);
  }

  async #ask(parameter: string): Promise<string> {
    const answer = await this.#client.send(new GetParameterCommand({ Name: parameter }));
    const image = answer.Parameter?.Value;
    if (image === undefined) throw new Error(`The parameter ${parameter} is empty`);
    return image;
  }
}
