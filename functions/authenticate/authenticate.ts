import type { PasswordRequest } from '@cloudapp/accounts/application/password-proof';
import type { Prove } from '@cloudapp/accounts/application/proof';
import type { SessionStarter } from '@cloudapp/accounts/application/session-starter';
import type { SessionUser, signIn } from '@cloudapp/contracts/session';
import type { SignInRequest } from './sign-in-request.ts';

/** What the contract declares, but for what API Gateway says before it asks. */
type Refusal = Exclude<(typeof signIn.problems)[number], 'too-many-requests'>;

/** The state machine's only question is `authenticated`; the rest is for its two ends. */
export type SignInResult =
  | { readonly authenticated: false; readonly reason: Refusal; readonly retryAfterSeconds?: number }
  | {
      readonly authenticated: true;
      readonly token: string;
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
}

/** Has a person proven, and starts a session for who is. */
export function createAuthenticate({ proveByPassword, sessions }: AuthenticateParts) {
  return async (request: SignInRequest, now: Date): Promise<SignInResult> => {
    const { email, password, sourceIp: address, userAgent } = request;
    const proof = await proveByPassword({ email, password, address }, now);
    if (!proof.isProven) return { authenticated: false, ...proof.refusal };
    const { user } = proof;
    const [started] = await Promise.all([sessions.start(user, { address, userAgent }, now), proof.settle()]);
    if (!started.isStarted) {
      const reason = started.reason === 'account-changed' ? 'authentication-error' : started.reason;
      return { authenticated: false, reason };
    }
    const { sessionId: id, createdAt: signedInAt, expiresAt } = started.session;
    const { mustChangePassword } = user;
    return {
      authenticated: true,
      token: started.token,
      user: { id: user.id, email: user.email, name: user.name, role: user.role },
      session: { id, signedInAt, expiresAt, mustChangePassword, address, userAgent },
    };
  };
}
