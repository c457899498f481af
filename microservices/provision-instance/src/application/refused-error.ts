import type { BeyondBudget } from '@cloudapp/machines/application/budget-exceeded-error';

/** Why a request is refused, with what there is to say about it. */
export type Refusal =
  | { readonly code: 'nothing-there' }
  | { readonly code: 'field-wrong'; readonly field: string; readonly detail: string }
  | { readonly code: 'state-wrong'; readonly detail?: string }
  | { readonly code: 'overtaken' }
  | { readonly code: 'quota-full' }
  | ({ readonly code: 'budget-exceeded' } & BeyondBudget)
  | { readonly code: 'too-many-launches'; readonly max: number; readonly retryAfterSeconds: number }
  | { readonly code: 'key-missing' }
  | { readonly code: 'key-reused' }
  | { readonly code: 'key-in-use' }
  | { readonly code: 'token-wrong' }
  | { readonly code: 'ended' }
  | { readonly code: 'too-often'; readonly retryAfterSeconds: number }
  | { readonly code: 'launch-unanswered' };

/** Thrown when the service does not do what it was asked; nothing was changed. */
export class RefusedError extends Error {
  readonly code: Refusal['code'];
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause?: unknown) {
    super(`Refused: ${refusal.code}`, { cause });
    this.name = 'RefusedError';
    this.code = refusal.code;
    this.refusal = refusal;
  }
}

/** The refusal of more hours than administrators allow. */
export function tooLong(field: string, longest: number): RefusedError {
  return new RefusedError({ code: 'field-wrong', field, detail: `can be at most ${longest} here` });
}
