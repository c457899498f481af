import { problemSchema, type Problem, type ProblemCode } from '@cloudapp/contracts/problem';
import type { Ending } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { clean } from '../output/clean.ts';

const endings: Readonly<Record<number, Ending>> = {
  400: 'usage',
  401: 'signedOut',
  404: 'notFound',
  500: 'failed',
  502: 'unreachable',
  503: 'unreachable',
  504: 'unreachable',
};

/** What to do about a refusal, where the refusal itself does not say it. */
const advice: Partial<Record<ProblemCode, (origin: string) => string>> = {
  'session-required': (origin) => `cloudapp login ${origin}`,
  'scope-missing': () => 'sign in again with what you need, such as cloudapp login --admin',
  'proof-required': (origin) => `that takes your password, on ${origin}`,
};

/** The problem document in an answer; undefined where something else than CloudApp answered. */
export async function problemIn(response: Response): Promise<Problem | undefined> {
  try {
    return problemSchema.parse(await response.json());
  } catch {
    return undefined;
  }
}

/** A refusal as one sentence. */
export function failureOf(status: number, problem: Problem | undefined, origin: string): Failure {
  const ending = endings[status] ?? 'refused';
  if (problem === undefined) {
    return new Failure(ending, `${origin} answered with status ${status}, and CloudApp does not say why.`);
  }
  const { code, title, detail, errors = [], retryAfterSeconds } = problem;
  const parts = [
    detail,
    ...errors.map((error) => `${error.pointer.replace(/^\//, '')} ${error.detail}`),
    retryAfterSeconds === undefined ? undefined : `try again in ${retryAfterSeconds} s`,
    advice[code]?.(origin),
  ].filter((part) => part !== undefined);
  const sentence = [title, ...parts].map((part) => part.replace(/\.$/, '')).join(': ');
  return new Failure(ending, `${clean(sentence)}.`, { code });
}
