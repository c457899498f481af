import { NodeHttpHandler } from '@smithy/node-http-handler';
import { awsClock, type AwsClock } from './aws-clock.ts';

/** How long a caller can wait for one call of AWS. */
export interface Patience {
  /** Attempts in all; between them the SDK pauses 0.1 s, 0.2 s … at the most. */
  readonly tries: number;
  /** How long each attempt may take to be answered, connecting included. */
  readonly seconds: number;
}

/**
 * The patience of everything that calls AWS, so that a call that is never answered ends before whoever waits for it gives up:
 * the longest takes `longestCallSeconds`.
 */
export const patience = {
  /** A request to a service: nginx gives up after 35 s. */
  request: { tries: 3, seconds: 5 },
  /** A sign-in, whose step of the workflow is ended after 7 s. */
  signIn: { tries: 2, seconds: 3 },
  /** A function that nobody waits for: the shortest has 10 s, and reconcile-instances has 15 s left when it takes nothing more. */
  background: { tries: 3, seconds: 3 },
  /** EC2, which may take seconds to launch and is asked again by the keeper, with the same token. */
  ec2: { tries: 1, seconds: 10 },
  /** SES, which would send a repeated mail twice: the outbox alone decides whether it is sent again. */
  mail: { tries: 1, seconds: 5 },
} as const satisfies Record<string, Patience>;

/** How long a call takes at the most, in seconds, with all its attempts and the pauses between them. */
export function longestCallSeconds({ tries, seconds }: Patience): number {
  const pauses = Array.from({ length: tries - 1 }, (_, number) => 0.1 * 2 ** number);
  return tries * seconds + pauses.reduce((sum, pause) => sum + pause, 0);
}

/** As many calls at once as requests are worked on, some of which make several: one that waits for a connection waits in vain. */
const connections = { maxSockets: 500, keepAlive: true };

/**
 * The bounds that every client of the SDK is made with: `new SNSClient(callSettings(patience.request))`. Without
 * `throwOnRequestTimeout` the SDK only logs that an answer is late, and waits on.
 * @param clock told the time by each answer
 */
export function callSettings({ tries, seconds }: Patience, clock: AwsClock = awsClock) {
  const milliseconds = seconds * 1_000;
  return {
    maxAttempts: tries,
    retryMode: 'standard',
    requestHandler: new TimeHearingHandler(clock, {
      connectionTimeout: 1_000,
      requestTimeout: milliseconds,
      throwOnRequestTimeout: true,
      httpAgent: connections,
      httpsAgent: connections,
      // An answer that has begun may stall too.
      socketTimeout: milliseconds,
    }),
  };
}

/** The SDK's own handler, which also tells a clock what time it is at AWS. */
class TimeHearingHandler extends NodeHttpHandler {
  readonly #clock: AwsClock;

  constructor(clock: AwsClock, options: ConstructorParameters<typeof NodeHttpHandler>[0]) {
    super(options);
    this.#clock = clock;
  }

  override async handle(...request: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    const sentAt = this.#clock.local();
    const answer = await super.handle(...request);
    this.#clock.hear(answer.response.headers['date'], sentAt);
    return answer;
  }
}
