import { hasCode } from '../../../lib/api/api-error.ts';
import { hasPasskeys } from '../../../lib/passkey-support.ts';

/** What completes a proof, in the order in which it is offered. */
export const factorWays = ['passkey', 'code', 'recovery-code'] as const;
export type FactorWay = (typeof factorWays)[number];

/** Ways that come by typing. */
export const typedWays = {
  code: {
    label: 'Code',
    description: 'The six digits in your authenticator app.',
    refused: 'This code is not right, or was used already. Enter the one that the app shows now.',
  },
  'recovery-code': {
    label: 'Recovery code',
    description: 'One of those that you kept when you set this up. Each works once.',
    refused: 'This is none of your recovery codes, or was used already.',
  },
} as const;

export type TypedWay = keyof typeof typedWays;

export const wayLabels: Readonly<Record<FactorWay, string>> = {
  passkey: 'Use your passkey',
  code: 'Use a code of your app',
  'recovery-code': 'Use a recovery code',
};

/** Those of the ways that the API names which this page and this browser know. */
export function usableWays(ways: readonly string[]): FactorWay[] {
  return factorWays.filter((way) => ways.includes(way) && (way !== 'passkey' || hasPasskeys()));
}

/** The six digits of a code, once they are all there, however they are grouped. */
export function completeCode(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/** What to say at the field, or the button, of a way that was refused. */
export function isRefused(error: unknown): boolean {
  return hasCode(error, 'factor-refused');
}
