import type { PasswordRequest } from '@cloudapp/accounts/application/password-proof';
import type { DeviceToken, KnownDevices } from '@cloudapp/accounts/application/known-devices';
import type { Prove } from '@cloudapp/accounts/application/proof';
import type { SessionStarter } from '@cloudapp/accounts/application/session-starter';
import type { SessionUser } from '@cloudapp/contracts/session';
import type { signIn } from '@cloudapp/contracts/sign-in';
import { readDeviceToken, readSessionToken } from '@cloudapp/service-kit/cookie';
import type { SignInRequest } from './sign-in-request.ts';

/** What the contract declares beyond what follows from the route. */
type Refusal = (typeof signIn.problems)[number];

/** The state machine's only question is `authenticated`; the rest is for its two ends. */
export type SignInResult =
  | { readonly authenticated: false; readonly reason: Refusal; readonly retryAfterSeconds?: number }
  | {
      readonly authenticated: true;
      readonly token: string;
      readonly device: DeviceToken;
      readonly user: SessionUser;
      readonly session: {
        readonly id: string;
        readonly signedInAt: string;
        readonly expiresAt: string;
        readonly mustChangePassword: boolean;
        readonly address: string;
        readonly userAgent: string;
      };
    };

interface AuthenticateParts {
  readonly proveByPassword: Prove<PasswordRequest>;
  readonly sessions: SessionStarter;
  readonly devices: KnownDevices;
}

/** Has a person proven, and starts a session for who is. */
export function createAuthenticate({ proveByPassword, sessions, devices }: AuthenticateParts) {
  return async (request: SignInRequest, now: Date): Promise<SignInResult> => {
    const { email, password, sourceIp: address, userAgent, cookie } = request;
    const sent = readDeviceToken(cookie);
    const proof = await proveByPassword({ email, password, address, userAgent, device: sent }, now);
    if (!proof.isProven) return { authenticated: false, ...proof.refusal };
    const { user } = proof;
    const origin = { address, userAgent };
    const [started] = await Promise.all([sessions.start(user, origin, now, readSessionToken(cookie)), proof.settle()]);
    if (!started.isStarted) {
      const reason = started.reason === 'account-changed' ? 'authentication-error' : started.reason;
      return { authenticated: false, reason };
    }
    const { sessionId: id, createdAt: signedInAt, expiresAt } = started.session;
    const { mustChangePassword } = user;
    const device = await devices.remember(sent, user.id, now);
    return {
      authenticated: true,
      token: started.token,
      device,
      user: { id: user.id, email: user.email, name: user.name, role: user.role },
      session: { id, signedInAt, expiresAt, mustChangePassword, address, userAgent },
    };
  };
}
