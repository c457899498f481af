import { describe, expect, it } from 'vitest';
import { routes } from './api.ts';
import { postBootEvent } from './boot-event.ts';
import { listInstances } from './instance.ts';
import { launchInstance } from './launch.ts';
import { problemsOf, type RouteProblem } from './route-problems.ts';
import { listFactors } from './second-factor.ts';
import { changePassword } from './session.ts';
import { signIn } from './sign-in.ts';
import { updateUser } from './user.ts';

const always = [
  'body-too-large',
  'headers-too-large',
  'internal-error',
  'invalid-request',
  'request-timeout',
  'service-unavailable',
  'too-many-requests',
  'uri-too-long',
];
const codesOf = (route: (typeof routes)[number]) => [...problemsOf(route)].sort();
const due = (...codes: string[]) => [...always, ...codes].sort();

describe('the problems of a route', () => {
  it('follow from its caller', () => {
    expect(codesOf(listInstances)).toEqual(
      due(
        ...['another-user', 'forbidden-origin', 'scope-missing', 'session-required'],
        ...['password-change-required', 'second-factor-required'],
      ),
    );
    expect(codesOf(postBootEvent)).toEqual(
      due(...['forbidden-origin', 'machine-ended', 'machine-token-invalid', 'unsupported-media-type']),
    );
  });

  it('follow from a body, a path with an id and a change', () => {
    expect(codesOf(updateUser)).toEqual(
      due(
        ...[
          'administrator-required',
          'another-user',
          'break-glass-account',
          'edit-conflict',
          'forbidden-origin',
          'last-administrator',
          'not-found',
        ],
        ...[
          'password-change-required',
          'proof-required',
          'scope-missing',
          'second-factor-required',
          'session-required',
          'unsupported-media-type',
        ],
      ),
    );
  });

  it('follow from an Idempotency-Key', () => {
    const codes = codesOf(launchInstance);

    expect(codes.filter((code) => code.startsWith('idempotency-key-'))).toHaveLength(3);
  });

  it('leave out the change of password where it is not asked for', () => {
    expect(codesOf(changePassword)).not.toContain('password-change-required');
  });

  it('leave out the second factor where one can be set up', () => {
    expect(codesOf(listFactors)).not.toContain('second-factor-required');
  });

  it('have the origin where API Gateway answers, too', () => {
    expect(codesOf(signIn)).toEqual(
      due(
        ...['account-disabled', 'authentication-error', 'too-many-attempts'],
        ...['factor-refused', 'proof-incomplete', 'ticket-ended', 'passwords-off'],
        ...['company-clock', 'company-denied', 'company-email-unverified', 'company-not-allowed', 'company-refused'],
        'company-unavailable',
        ...['forbidden-origin', 'one-time-password-expired', 'one-time-password-used', 'unsupported-media-type'],
      ),
    );
  });

  it('are listed by a contract only where they do not follow from it', () => {
    const twice = routes.flatMap(({ problems = [], ...rest }) =>
      problems.filter((code) => problemsOf(rest).has(code)).map((code) => `${rest.name} ${code}`),
    );

    expect(twice).toEqual([]);
  });

  it('are typed for who raises them', () => {
    const ofLaunch: RouteProblem<typeof launchInstance>[] = ['quota-exceeded', 'idempotency-key-reused'];
    const ofUpdate: RouteProblem<typeof updateUser>[] = ['not-found', 'edit-conflict'];
    // @ts-expect-error -- a list has no id in its path
    const ofList: RouteProblem<typeof listInstances> = 'not-found';
    // @ts-expect-error -- to a machine, one that does not exist is one whose token is wrong
    const ofEvent: RouteProblem<typeof postBootEvent> = 'not-found';

    expect(codesOf(launchInstance)).toEqual(expect.arrayContaining(ofLaunch));
    expect(codesOf(updateUser)).toEqual(expect.arrayContaining(ofUpdate));
    expect(codesOf(listInstances)).not.toContain(ofList);
    expect(codesOf(postBootEvent)).not.toContain(ofEvent);
  });
});
