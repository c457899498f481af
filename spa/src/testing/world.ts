import type { Directory } from '@cloudapp/contracts/directory';
import type { AccessToken } from '@cloudapp/contracts/access-token';
import type { AuditEvent } from '@cloudapp/contracts/audit';
import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { IdentityProvider } from '@cloudapp/contracts/identity-provider';
import type { Activity, Instance } from '@cloudapp/contracts/instance';
import type { OptionalNoticeKind } from '@cloudapp/contracts/notice';
import type { CurrentSession, Session } from '@cloudapp/contracts/session';
import type { Factors } from '@cloudapp/contracts/second-factor';
import type { Budgets, OwnBudget } from '@cloudapp/contracts/budget';
import { monthAfter, monthOf } from '@cloudapp/contracts/months';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import type { Webhook, WebhookDelivery } from '@cloudapp/contracts/webhook';
import type { User } from '@cloudapp/contracts/user';
import { blueprints } from './data/blueprints.ts';
import { machines } from './data/machines.ts';
import { ago, auditEvents, sessions, sshKeys } from './data/records.ts';
import { tokenRequests, type AskingProgram } from './data/token-requests.ts';
import { tokens } from './data/tokens.ts';
import { ada, grace, users } from './data/users.ts';

/** Everything that the API would remember. */
export interface World {
  session: CurrentSession | null;
  users: User[];
  blueprints: Blueprint[];
  machines: Instance[];
  activity: Activity[];
  sessions: Session[];
  sshKeys: SshKey[];
  /** E-mails that whoever is signed in has switched off. */
  unwantedNotices: OptionalNoticeKind[];
  /** By the user whose they are. */
  tokens: Record<string, AccessToken[]>;
  /** By the user whose they are; who is not here has none. */
  factors: Record<string, Factors>;
  signInSettings: SignInSettings;
  machineRules: MachineRules;
  budgets: Budgets;
  ownBudget: OwnBudget;
  directory: Directory;
  /** That people sign in with. */
  companies: IdentityProvider[];
  webhooks: Webhook[];
  /** Of all webhooks, the newest first. */
  deliveries: WebhookDelivery[];
  /** Whose proof has begun. */
  proving: User | undefined;
  tokenRequests: AskingProgram[];
  audit: AuditEvent[];
  strays: { ec2InstanceId: string; foundAt: string; lastSeenAt: string }[];
}

export function sessionOf(user: User): CurrentSession {
  return {
    user: { id: user.id, email: user.email, name: user.name, role: user.role, timeZone: 'Asia/Tokyo' },
    signedInAt: ago({ minutes: 2 }),
    expiresAt: ago({ hours: -12 }),
    mustChangePassword: user.mustChangePassword,
  };
}

/** A small organisation on a working day, with Ada, a user, signed in. */
export function createWorld(): World {
  return {
    session: sessionOf(ada()),
    users: users(),
    blueprints: blueprints(),
    machines: machines(),
    activity: activity(),
    sessions: sessions(),
    unwantedNotices: [],
    sshKeys: sshKeys(),
    tokens: tokens(),
    factors: {},
    budgets: { people: [] },
    ownBudget: { isExempt: false, months: ownMonths() },
    machineRules: { keptDays: 14, longestHours: { user: 720, admin: 720 }, longestHoursOf: {} },
    signInSettings: { secondFactorOf: 'nobody', graceDays: 14, passwordsOf: 'everybody' },
    directory: {
      address: 'https://cloudapp.example/api/scim/v2',
      ...{ rules: [], isApplying: false, people: 0, groups: 0 },
    },
    companies: [],
    webhooks: [],
    deliveries: [],
    proving: undefined,
    tokenRequests: tokenRequests(),
    audit: auditEvents(),
    strays: [],
  };
}

/** This month and the next, in which nothing is spent or planned. */
function ownMonths(): OwnBudget['months'] {
  const month = monthOf(new Date());
  return [month, monthAfter(month)].map((of) => ({ month: of, spent: 0, planned: 0 }));
}

function activity(): Activity[] {
  const actor = { id: ada().id, name: ada().name };
  return [
    { id: 'a4', at: ago({ minutes: 38 }), text: 'The machine is ready' },
    { id: 'a3', at: ago({ minutes: 39 }), text: 'Installing PostgreSQL finished after 42 s' },
    { id: 'a2', at: ago({ minutes: 40 }), text: 'The machine booted' },
    { id: 'a1', at: ago({ minutes: 41 }), actor, text: 'Launched' },
  ];
}

export { ada, grace };
