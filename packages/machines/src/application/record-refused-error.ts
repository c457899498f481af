/** Thrown when the bucket is there and does not take this record, which asking again at once does not change. */
export class RecordRefusedError extends Error {
  readonly code = 'record-refused';

  constructor(cause: unknown) {
    super('The bucket does not take the record', { cause });
    this.name = 'RecordRefusedError';
  }
}
