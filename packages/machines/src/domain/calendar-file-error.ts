/** A calendar's file that cannot be taken; the message says why, as in "The file …". */
export class CalendarFileError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CalendarFileError';
  }
}
