import type { RouteBody } from '@cloudapp/contracts/route';
import type { User } from '@cloudapp/contracts/user';
import type { HttpHandler } from 'msw';
import type { Routes } from '../../lib/api/endpoints.ts';
import { MockProblem, mockRoute } from '../mock-route.ts';
import { sessionOf, type World } from '../world.ts';
import { begunAtCompany, provenByCompany } from './companies.ts';
import { currentUser, hasFactor, oneTimePassword, rightPassword } from './people.ts';

/** What the app shows, what was kept for need, and the ticket of every proof. */
export const rightCode = '123456';
export const rightRecoveryCode = 'k7wq-d2m5-x8ta-4k7w-1c9m-h6rp';
export const rightTicket = 'T'.repeat(43);

type SignInBody = RouteBody<Routes['signIn']>;

/** How a user may complete a proof. */
function waysOf(world: World, user: User): ('passkey' | 'code' | 'recovery-code')[] {
  const { authenticator, passkeys, recoveryCodesLeft } = world.factors[user.id] ?? {
    passkeys: [],
    recoveryCodesLeft: 0,
  };
  return [
    ...(passkeys.length > 0 ? (['passkey'] as const) : []),
    ...(authenticator === undefined ? [] : (['code'] as const)),
    ...(recoveryCodesLeft > 0 ? (['recovery-code'] as const) : []),
  ];
}

function textOf(base64url: string): string {
  return atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
}

function isRightCode(code: string): boolean {
  return [rightCode, rightRecoveryCode].includes(code.trim());
}

function provenByPassword(world: World, body: Extract<SignInBody, { email: string }>): User {
  const user = world.users.find(({ email }) => email === body.email);
  const right = user?.mustChangePassword ? oneTimePassword : rightPassword;
  if (!user || body.password !== right) throw new MockProblem('authentication-error');
  if (user.status === 'disabled') throw new MockProblem('account-disabled');
  if (!hasFactor(world, user)) return user;
  world.proving = user;
  throw new MockProblem('proof-incomplete', { ticket: rightTicket, ways: waysOf(world, user) });
}

function provenByFactor(world: World, body: Extract<SignInBody, { code: string } | { passkey: unknown }>): User {
  if (body.ticket !== rightTicket) throw new MockProblem('ticket-ended');
  if ('code' in body && !isRightCode(body.code)) throw new MockProblem('factor-refused');
  const handle = 'passkey' in body ? textOf(body.passkey.userHandle ?? '') : undefined;
  const user = world.proving ?? world.users.find(({ id }) => id === handle);
  if (!user) throw new MockProblem('factor-refused');
  return user;
}

function provenBy(world: World, body: SignInBody): User {
  if ('email' in body) return provenByPassword(world, body);
  if ('company' in body) return provenByCompany(world, body);
  if ('begin' in body && body.begin === 'company') throw begunAtCompany(body);
  if ('begin' in body) {
    world.proving = undefined;
    throw new MockProblem('proof-incomplete', { ticket: rightTicket, ways: ['passkey'] });
  }
  return provenByFactor(world, body);
}

/** Signing in, and proving once more who one is. */
export function signInHandlers(world: World): HttpHandler[] {
  return [
    mockRoute('signIn', ({ body }) => {
      world.session = sessionOf(provenBy(world, body));
      return world.session;
    }),
    mockRoute('beginProof', () => {
      const user = currentUser(world);
      return { ticket: rightTicket, ways: hasFactor(world, user) ? waysOf(world, user) : ['password'] };
    }),
    mockRoute('renewProof', ({ body }) => {
      if ('password' in body && body.password !== rightPassword) throw new MockProblem('wrong-current-password');
      if ('code' in body && !isRightCode(body.code)) throw new MockProblem('factor-refused');
      return undefined;
    }),
  ];
}
