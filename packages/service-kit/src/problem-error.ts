import {
  problemDocument,
  problems,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
} from '@cloudapp/contracts/problem';

/** Thrown anywhere below a route to answer with a problem document; the public text lives with the code in contracts. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}, cause?: unknown) {
    super(details.detail ?? problems[code].title, { cause });
    this.name = 'ProblemError';
    this.code = code;
    this.details = details;
  }
}

/** The refusal of a cursor that this list has not given out for this person and these filters. */
export function invalidCursor(cause?: unknown): ProblemError {
  const errors = [{ pointer: '/query/cursor', detail: 'must be a cursor from an earlier page' }];
  return new ProblemError('invalid-request', { errors }, cause);
}

/** How long a caller should wait before trying again when a part that we depend on does not answer. */
const unavailableRetrySeconds = 5;

/** What is told to whoever should come again in a moment. */
export function unavailable(): ProblemError {
  return new ProblemError('service-unavailable', { retryAfterSeconds: unavailableRetrySeconds });
}

/**
 * The problem document for anything that was thrown. What is not meant for callers (`internal-error`) loses its text:
 * it is in the log under the request id.
 */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof ProblemError) return problemDocument(error.code, { ...error.details, requestId });
  if (hasCode(error, 'invalid-cursor')) return toProblem(invalidCursor(error), requestId);
  if (isDependencyFailure(error)) {
    return toProblem(unavailable(), requestId);
  }
  return problemDocument('internal-error', { requestId });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
]);

/** By which services of AWS tell that too much was asked of them. */
const throttlingNames = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
]);

/** What the data tier tried again itself until its tries were used up. */
const passingCodes = new Set(['throttled', 'unprocessed-keys', 'write-conflict']);

/**
 * Whether an AWS service could not be reached, was overloaded or failed on its side. Recognised by the marks that all SDK
 * errors carry, since this package knows no client of a service.
 */
export function isDependencyFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const marks = error as Error & { code?: unknown; $fault?: unknown; $retryable?: unknown; errors?: unknown };
  if (error.name === 'TimeoutError' || marks.$fault === 'server' || marks.$retryable !== undefined) return true;
  // Being throttled is the caller's fault by its marks.
  if (throttlingNames.has(error.name)) return true;
  if (typeof marks.code === 'string' && (networkCodes.has(marks.code) || passingCodes.has(marks.code))) return true;
  return Array.isArray(marks.errors) && marks.errors.some(isDependencyFailure);
}
