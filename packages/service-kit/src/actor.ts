import type { Role } from '@cloudapp/contracts/user';
import type { Caller, TokenScope } from '@cloudapp/contracts/route';

/** A session whose user exists, is active and has not been signed out since: what a token stands for. */
export interface ActiveSession {
  /** The session's public handle, `ses_…`. */
  readonly sessionId: string;
  /** Storage key of the session: hex SHA-256 of the token. */
  readonly tokenHash: string;
  readonly signedInAt: string;
  /** When its holder last proved who they are: at sign-in or since. */
  readonly provenAt: string;
  /** When the session ends at the latest. */
  readonly expiresAt: string;
  /** From when on its user must have set up a second factor before anything else; absent where none is demanded. */
  readonly secondFactorDue?: string | undefined;
  /** The company that signed its user in, where one did. */
  readonly company?:
    { readonly id: string; readonly name: string; readonly signOutAt?: string | undefined } | undefined;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    readonly mustChangePassword: boolean;
    readonly timeZone?: string | undefined;
  };
}

/** What a program's token stands for: as a session of its owner, who is an administrator only as far as the token is for that. */
export interface ActiveToken extends ActiveSession {
  readonly scopes: readonly TokenScope[];
}

/** Finds what a program's token stands for; implemented by the data tier. */
export interface TokenLookup {
  /** What `token`, sent from a network address, stands for at `now`, or undefined when it is none that holds. */
  authenticate(token: string, address: string, now: Date): Promise<ActiveToken | undefined>;
}

/** Finds the session of a token; implemented by the data tier. */
export interface SessionLookup {
  /** The session that `token` stands for at `now`, or undefined when there is none that is valid. */
  authenticate(token: string, now: Date): Promise<ActiveSession | undefined>;
}

/** A company's directory. */
export interface DirectoryActor {
  readonly kind: 'directory';
}

/** Tells whether a text is the token of the directory; implemented by the data tier. */
export interface DirectoryLookup {
  /** Whether `token`, sent from a network address, is the one that holds at `now`. */
  isTokenOfDirectory(token: string, address: string, now: Date): Promise<boolean>;
}

/** A signed-in user. */
export type SessionActor = ActiveSession;

/** A signed-in administrator. */
export interface AdminActor extends ActiveSession {
  readonly user: ActiveSession['user'] & { readonly role: 'admin' };
}

/** A launched machine; the route proves the token against the machine that its path names. */
export interface MachineActor {
  readonly token: string;
}

/** Who a handler acts for, by the kind of caller that its contract admits. */
export type ActorOf<C extends Caller> = {
  public: undefined;
  session: SessionActor;
  admin: AdminActor;
  machine: MachineActor;
  directory: DirectoryActor;
}[C];

/** Whether a session is an administrator's. */
export function isAdmin(actor: SessionActor): actor is AdminActor {
  return actor.user.role === 'admin';
}
