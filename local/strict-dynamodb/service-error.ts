/** What DynamoDB refuses, as the SDK gets it. */
export class ServiceError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  /** @param details members of the answer besides the message */
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.details = details;
  }
}

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
