import type { RouteBody } from '@cloudapp/contracts/route';
import type { User } from '@cloudapp/contracts/user';
import type { HttpHandler } from 'msw';
import type { Routes } from '../../lib/api/endpoints.ts';
import { ada } from '../data/users.ts';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';

type Body = RouteBody<Routes['signIn']>;

/** What a company sends back for Ada, and the ticket of every sign-in with one. */
export const companyCode = 'code-for-ada';
export const companyState = 'state-of-ada';
export const companyTicket = 'C'.repeat(43);

/** The page of a company. */
export function authorizeAt(provider: string): string {
  return `https://${provider}.example/authorize`;
}

export function begunAtCompany({ provider }: Extract<Body, { begin: 'company' }>): MockProblem {
  return new MockProblem('proof-incomplete', {
    ticket: companyTicket,
    ways: ['company'],
    authorizeAt: authorizeAt(provider),
  });
}

export function provenByCompany(world: World, { ticket, company }: Extract<Body, { company: unknown }>): User {
  const user = world.users.find(({ id }) => id === ada().id);
  if (ticket !== companyTicket) throw new MockProblem('ticket-ended');
  if (company.error !== undefined) throw new MockProblem('company-denied');
  if (!user || company.code !== companyCode || company.state !== companyState) throw new MockProblem('company-refused');
  return user;
}

/** The ways to sign in that are set up. */
export function companyHandlers(world: World): HttpHandler[] {
  return [
    mockRoute('getSignInOptions', () => ({
      companies: world.companies.filter(({ isEnabled }) => isEnabled).map(({ id, name }) => ({ id, name })),
      passwordsOf: world.signInSettings.passwordsOf,
    })),
  ];
}
