import type { Factors } from '@cloudapp/contracts/second-factor';
import type { HttpHandler } from 'msw';
import { passkey } from '../data/factors.ts';
import { ago } from '../data/records.ts';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';
import { currentUser, hasFactor, userById } from './people.ts';
import { rightCode, rightTicket } from './sign-in.ts';

/** What every new authenticator app is given. */
export const authenticatorSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export const recoveryCodes = Array.from({ length: 10 }, (_, index) => `${index}wq9-d2m5-x8ta-4k7w-1c9m-h6rp`);

function factorsOf(world: World, userId: string): Factors {
  return world.factors[userId] ?? { passkeys: [], recoveryCodesLeft: 0 };
}

function ownFactors(world: World): Factors {
  const { id } = currentUser(world);
  return (world.factors[id] = factorsOf(world, id));
}

/** Makes a change that may bring the first factor, and answers what comes with that. */
function addFactor(world: World, add: (factors: Factors) => void): { recoveryCodes?: string[] } {
  const isFirst = !hasFactor(world, currentUser(world));
  const own = ownFactors(world);
  add(own);
  if (!isFirst) return {};
  own.recoveryCodesLeft = recoveryCodes.length;
  if (world.session) delete world.session.secondFactorDue;
  return { recoveryCodes };
}

/** One's own second factors. */
function ownHandlers(world: World): HttpHandler[] {
  return [
    mockRoute('listFactors', () => factorsOf(world, currentUser(world).id)),
    mockRoute('beginAuthenticator', () => ({
      secret: authenticatorSecret,
      uri: `otpauth://totp/CloudApp:${encodeURIComponent(currentUser(world).email)}?secret=${authenticatorSecret}&issuer=CloudApp`,
    })),
    mockRoute('confirmAuthenticator', ({ body }) => {
      if (body.code !== rightCode) throw new MockProblem('factor-refused');
      return addFactor(world, (own) => {
        own.authenticator = { createdAt: ago({}) };
      });
    }),
    mockRoute('removeAuthenticator', () => {
      delete ownFactors(world).authenticator;
      return undefined;
    }),
    mockRoute('beginPasskey', () => ({
      ticket: rightTicket,
      site: { id: 'localhost', name: 'CloudApp' },
      user: { handle: 'dXNy', name: currentUser(world).email, displayName: currentUser(world).name },
      known: factorsOf(world, currentUser(world).id).passkeys.map(({ id }) => id),
    })),
    mockRoute('addPasskey', ({ body: { name } }) => {
      const made = passkey(name, { createdAt: ago({}) });
      const first = addFactor(world, (own) => {
        own.passkeys = [...own.passkeys, made];
      });
      return { passkey: made, ...first };
    }),
    mockRoute('removePasskey', ({ params }) => {
      const own = ownFactors(world);
      own.passkeys = own.passkeys.filter(({ id }) => id !== params.id);
      return undefined;
    }),
    mockRoute('makeRecoveryCodes', () => {
      ownFactors(world).recoveryCodesLeft = recoveryCodes.length;
      return { recoveryCodes };
    }),
  ];
}

/** Second factors, one's own and of others, and whom they are demanded of. */
export function factorHandlers(world: World): HttpHandler[] {
  return [
    ...ownHandlers(world),
    mockRoute('listUserFactors', ({ params }) => factorsOf(world, userById(world, params.id).id)),
    mockRoute('resetUserFactors', ({ params }) => {
      if (!hasFactor(world, userById(world, params.id))) throw new MockProblem('factor-missing');
      world.factors[params.id] = { passkeys: [], recoveryCodesLeft: 0 };
      return undefined;
    }),
    mockRoute('getSignInSettings', () => world.signInSettings),
    mockRoute('setSignInSettings', ({ body }) => {
      const { demandedSince = ago({}), passwordsOf, breakGlassUserId } = world.signInSettings;
      world.signInSettings = {
        ...body,
        passwordsOf,
        breakGlassUserId,
        ...(body.secondFactorOf !== 'nobody' && { demandedSince }),
      };
      return world.signInSettings;
    }),
  ];
}
