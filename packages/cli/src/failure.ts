import type { Ending } from './exit-codes.ts';

/** Ends a command; `message` is the one sentence that the person reads. */
export class Failure extends Error {
  readonly ending: Ending;
  /** The stable code of the API's problem, where it was one. */
  readonly code: string | undefined;

  constructor(ending: Ending, message: string, { cause, code }: { cause?: unknown; code?: string } = {}) {
    super(message, { cause });
    this.name = 'Failure';
    this.ending = ending;
    this.code = code;
  }
}
