import type { TokenRequest } from '@cloudapp/contracts/token-request';
import { ago } from './records.ts';

/** A program that asks, and what it was answered. */
export interface AskingProgram {
  readonly request: TokenRequest;
  answer?: 'approve' | 'refuse';
}

/** A command line that waits. */
export function tokenRequests(): AskingProgram[] {
  const request: TokenRequest = {
    userCode: 'BCDF-GHJK',
    name: 'cloudapp on desk',
    scopes: ['read', 'machines'],
    days: 30,
    address: '203.0.113.7',
    requestedAt: ago({ minutes: 1 }),
    expiresAt: ago({ minutes: -9 }),
  };
  return [{ request }];
}
