/** What whoever runs the command must know and can mend: shown as one sentence, without a stack trace. */
export class ToldError extends Error {
  override readonly name = 'ToldError';
}
