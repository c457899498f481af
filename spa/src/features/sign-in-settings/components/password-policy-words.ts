import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';

export type PasswordsOf = SignInSettings['passwordsOf'];

export const policiesInOrder: readonly PasswordsOf[] = ['everybody', 'break-glass'];

export const policyLabels: Readonly<Record<PasswordsOf, string>> = {
  everybody: 'Of everybody',
  'break-glass': 'Only of the account for emergencies',
};

export const policyMeanings: Readonly<Record<PasswordsOf, string>> = {
  everybody: 'Who has a password signs in with it, also where companies are on.',
  'break-glass': 'All others sign in with a company, or with a passkey.',
};
