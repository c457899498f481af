import { SESv2ServiceException, type SESv2Client, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { RunningProcess, Surroundings } from '../histories/running-process.ts';

/** A mail that SES took. */
export interface Sent {
  readonly to: string;
  readonly text: string;
  readonly tag: string;
  /** Whether nobody could know that it was taken: the answer was lost, and what SES tells of it as well. */
  readonly isUnknown: boolean;
}

/** What happens to one call. */
type Fate = 'taken' | 'answer-lost' | 'forgotten' | 'failed' | 'refused';

const patienceMs = 5_000;
/** When all goes well. */
const usual = { 'answer-lost': 0.02, forgotten: 0.002, failed: 0.015, refused: 0.01 } as const;
const bounceProbability = 0.0002;

/** SES: takes mails, loses answers now and then, tells what it has taken, and is gone for a while. */
export class Ses {
  isDown = false;
  readonly #around: Surroundings;
  readonly #onSent: (sent: Sent) => void;
  readonly #onDelayed: (tag: string) => void;
  readonly #onBounce: (email: string) => void;
  readonly #publish: (event: object) => void;

  /** @param publish hands what SES tells of mails to whoever listens, some seconds later */
  constructor(
    around: Surroundings,
    told: {
      readonly onSent: (sent: Sent) => void;
      readonly onDelayed: (tag: string) => void;
      readonly onBounce: (email: string) => void;
      readonly publish: (event: object) => void;
    },
  ) {
    this.#around = around;
    this.#onSent = told.onSent;
    this.#onDelayed = told.onDelayed;
    this.#onBounce = told.onBounce;
    this.#publish = told.publish;
  }

  clientOf(process: RunningProcess): SESv2Client {
    const send = async ({ input }: { readonly input: SendEmailCommandInput }) =>
      await process.step(() => this.#take(process, input));
    return { send } as unknown as SESv2Client;
  }

  async #take(process: RunningProcess, input: SendEmailCommandInput): Promise<object> {
    const { time, chance } = this.#around;
    await time.sleep(chance.between(50, 400));
    const tag = input.EmailTags?.[0]?.Value ?? '';
    const fate = this.#fate();
    if (fate === 'refused' || fate === 'failed') {
      this.#onDelayed(tag);
      throw fate === 'refused' ? serviceError('TooManyRequestsException', 429) : serviceError('InternalFailure', 500);
    }
    this.#deliver(process, input, tag, fate);
    if (fate === 'taken') return { MessageId: `m-${chance.digits(12)}` };
    this.#onDelayed(tag);
    await time.sleep(patienceMs);
    throw Object.assign(new Error('No answer came'), { name: 'TimeoutError' });
  }

  #fate(): Fate {
    const { chance } = this.#around;
    if (this.isDown) return chance.oneOf(['failed', 'refused'] as const);
    return chance.pick(usual) ?? 'taken';
  }

  #deliver(process: RunningProcess, input: SendEmailCommandInput, tag: string, fate: Fate): void {
    const { chance, faults } = this.#around;
    // A process that ends by now knows nothing, either.
    const isLost = fate !== 'taken' || faults.isOn || !process.isAlive;
    const isForgotten = fate === 'forgotten' || (faults.isOn && chance.happens(0.1));
    this.#accept(input, tag, isLost && isForgotten);
    if (!isForgotten) void this.#tell('Send', tag, input);
  }

  #accept({ Destination, Content }: SendEmailCommandInput, tag: string, isUnknown: boolean): void {
    const text = Content?.Simple?.Body?.Text?.Data ?? '';
    this.#onSent({ to: Destination?.ToAddresses?.[0] ?? '', text, tag, isUnknown });
  }

  async #tell(eventType: string, tag: string, { Destination }: SendEmailCommandInput): Promise<void> {
    const { time, chance } = this.#around;
    const emailAddress = Destination?.ToAddresses?.[0] ?? '';
    const bounce = chance.happens(bounceProbability) && {
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress }] },
    };
    const mail = { messageId: `m-${tag}`, tags: { notice: [tag] } };
    if (bounce) this.#onBounce(emailAddress);
    await time.sleep(chance.between(1_000, 6_000));
    this.#publish({ eventType: bounce ? 'Bounce' : eventType, mail, ...bounce });
  }
}

function serviceError(name: string, httpStatusCode: number): SESv2ServiceException {
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  return new SESv2ServiceException({ name, $fault, $metadata: { httpStatusCode }, message: name });
}
