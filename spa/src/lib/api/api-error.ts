import type { FieldError, Problem, ProblemCode } from '@cloudapp/contracts/problem';

/** What the pages add to the API's own codes: there was no answer at all, or none that the API can have written. */
export type ApiErrorCode = ProblemCode | 'offline' | 'timeout' | 'unexpected-answer';

/** A proof of who one is that has begun: what the next step sends, and what it may be. */
export interface BegunProof {
  readonly ticket: string;
  readonly ways: readonly string[];
  /** The page of a company to go on at. */
  readonly authorizeAt?: string | undefined;
}

interface ApiErrorDetails {
  readonly status?: number;
  readonly detail?: string | undefined;
  readonly requestId?: string | undefined;
  readonly fields?: readonly FieldError[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly proof?: BegunProof | undefined;
  readonly cause?: unknown;
}

/** A request that did not succeed; `message` is a sentence to show. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly fields: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  /** Of `proof-incomplete`. */
  readonly proof: BegunProof | undefined;

  constructor(code: ApiErrorCode, title: string, details: ApiErrorDetails = {}) {
    super(title, { cause: details.cause });
    this.code = code;
    this.status = details.status ?? 0;
    this.detail = details.detail;
    this.requestId = details.requestId;
    this.fields = details.fields ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.proof = details.proof;
  }

  /** What is wrong with a field of the body. */
  faultOf(field: string): FieldError | undefined {
    return this.fields.find(({ pointer }) => pointer === `/${field}`);
  }

  static ofProblem(problem: Problem, retryAfterSeconds: number | undefined): ApiError {
    return new ApiError(problem.code, problem.title, {
      status: problem.status,
      detail: problem.detail,
      requestId: problem.requestId,
      fields: problem.errors,
      retryAfterSeconds: problem.retryAfterSeconds ?? retryAfterSeconds,
      proof: proofOf(problem),
    });
  }
}

function proofOf({ ticket, ways = [], authorizeAt }: Problem): BegunProof | undefined {
  return ticket === undefined ? undefined : { ticket, ways, authorizeAt };
}

/** Whether an error is an answer of the API with one of these codes. */
export function hasCode(error: unknown, ...codes: ApiErrorCode[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}

/** Whether the part that should answer is out of reach; trying again later may help. */
export function isUnavailable(error: unknown): boolean {
  return hasCode(error, 'service-unavailable', 'timeout', 'unexpected-answer');
}
