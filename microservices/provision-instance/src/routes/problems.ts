import { ProofRequiredError } from '@cloudapp/accounts/domain/fresh-proof';
import { budgetWords } from '@cloudapp/contracts/budget-words';
import { fromMicros } from '@cloudapp/data/counters';
import { BudgetExceededError } from '@cloudapp/machines/application/budget-exceeded-error';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { RefusedError, type Refusal } from '../application/refused-error.ts';

type Answers = {
  readonly [Code in Refusal['code']]: (
    refusal: Extract<Refusal, { readonly code: Code }>,
    cause: unknown,
  ) => ProblemError;
};

/** EC2 has usually answered by then. */
const launchRetrySeconds = 2;
const keyRetrySeconds = 1;

/** The problem that each refusal is on the wire. */
const answers: Answers = {
  'nothing-there': (_, cause) => new ProblemError('not-found', {}, cause),
  'field-wrong': ({ field, detail }, cause) =>
    new ProblemError('invalid-request', { errors: [{ pointer: `/${field}`, detail }] }, cause),
  'state-wrong': ({ detail }, cause) => new ProblemError('state-conflict', { detail }, cause),
  overtaken: (_, cause) => new ProblemError('edit-conflict', {}, cause),
  'quota-full': (_, cause) => new ProblemError('quota-exceeded', {}, cause),
  'budget-exceeded': ({ month, limit, planned, takes }, cause) => {
    const budget = { month, budget: fromMicros(limit), planned: fromMicros(planned), takes: fromMicros(takes) };
    return new ProblemError('budget-exceeded', { detail: budgetWords(budget), budget }, cause);
  },
  'too-many-launches': ({ max, retryAfterSeconds }, cause) => {
    const minutes = Math.ceil(retryAfterSeconds / 60);
    const detail = `You may launch ${max} machines an hour. You can launch again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
    return new ProblemError('too-many-launches', { detail, retryAfterSeconds }, cause);
  },
  'key-missing': (_, cause) => new ProblemError('idempotency-key-missing', {}, cause),
  'key-reused': (_, cause) => new ProblemError('idempotency-key-reused', {}, cause),
  'key-in-use': (_, cause) =>
    new ProblemError('idempotency-key-in-flight', { retryAfterSeconds: keyRetrySeconds }, cause),
  'token-wrong': (_, cause) => new ProblemError('machine-token-invalid', {}, cause),
  ended: (_, cause) => new ProblemError('machine-ended', {}, cause),
  'too-often': ({ retryAfterSeconds }, cause) => new ProblemError('too-many-requests', { retryAfterSeconds }, cause),
  'launch-unanswered': (_, cause) =>
    new ProblemError('service-unavailable', { retryAfterSeconds: launchRetrySeconds }, cause),
};

/** The problem that a refusal is told as. */
export function problemOf(error: RefusedError): ProblemError {
  // Each refusal's code picks the answer that is made for it, which the compiler does not follow.
  return answers[error.code](error.refusal as never, error);
}

/** The problem that a refusal is told as; other errors stay what they are. */
export function toProblemError(error: unknown): unknown {
  if (error instanceof ProofRequiredError) return new ProblemError('proof-required', {}, error);
  if (error instanceof BudgetExceededError)
    return problemOf(new RefusedError({ code: 'budget-exceeded', ...error.beyond }, error));
  return error instanceof RefusedError ? problemOf(error) : error;
}
