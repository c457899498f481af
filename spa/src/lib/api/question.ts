/** The place of the page that puts a question to the person. */
interface Asker {
  /** Whether the person did what was asked for, or would rather not. */
  readonly ask: () => Promise<boolean>;
  /** Takes the question back: it was answered elsewhere. */
  readonly close: () => void;
}

/** How long a page that is just being loaded may take until it can ask. */
const arrivalMilliseconds = 5000;

/** Something that only the person can give, for which any number of requests may wait. */
export class Question {
  #asker: Asker | undefined;
  #arrived: () => void = () => undefined;
  #asking: Promise<boolean> | undefined;
  #settle: (answer: boolean) => void = () => undefined;

  /** Says who asks, while there is a page that can; answers how to take that back, which leaves an open question unanswered. */
  askWith(asker: Asker): () => void {
    this.#asker = asker;
    this.#arrived();
    return () => {
      if (this.#asker === asker) this.#asker = undefined;
      this.#settle(false);
    };
  }

  /** Asks once for all requests that wait; false where nobody can be asked. */
  async obtain(): Promise<boolean> {
    this.#asking ??= Promise.race([this.#ask(), this.#untilSettled()]).finally(() => {
      this.#asking = undefined;
    });
    return await this.#asking;
  }

  async #ask(): Promise<boolean> {
    if (this.#asker === undefined) await this.#untilArrived();
    return (await this.#asker?.ask()) ?? false;
  }

  #untilArrived(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrived = resolve;
      setTimeout(resolve, arrivalMilliseconds);
    });
  }

  /** Answers the question, if it is open, for the person. */
  settle(): void {
    if (this.#asking === undefined) return;
    this.#asker?.close();
    this.#settle(true);
  }

  #untilSettled(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }
}

/** That it is still the same person who sits there. */
export const freshProof = new Question();

/** Another session, in place of the one that ended. */
export const newSession = new Question();
