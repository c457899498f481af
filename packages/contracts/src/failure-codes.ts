import { stepCauseKinds } from './step-cause.ts';

/** Why a machine failed. */
export const failureCodes = [
  'capacity',
  'account-limit',
  'unauthorised',
  'disk-key',
  'throttled',
  'launch-refused',
  'never-reported',
  'install-timeout',
  'step-failed',
  ...stepCauseKinds,
  'check-failed',
  'login-unreachable',
  'ended-outside',
  'did-not-stop',
  'did-not-start',
] as const;

/** Why AWS did not start a stopped machine, whose disk is whole. */
export const startRefusalCodes = [
  'capacity',
  'account-limit',
  'unauthorised',
  'disk-key',
  'start-refused',
  'did-not-start',
] as const;

export type FailureCode = (typeof failureCodes)[number];
export type StartRefusalCode = (typeof startRefusalCodes)[number];
