import { optionalNoticeKindSchema } from '@cloudapp/contracts/notice';
import { instant } from '@cloudapp/contracts/primitives';
import { roleSchema, userStatusSchema } from '@cloudapp/contracts/user';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** When, by whom and how somebody was disabled. */
const disablingSchema = z.object({
  at: instant,
  by: z.object({ id: z.string(), name: z.string() }),
  stopsMachines: z.boolean(),
});

const storedUserSchema = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  status: userStatusSchema,
  mustChangePassword: z.boolean(),
  /** Sessions carry the epoch they were made in; a new one ends all of them. */
  sessionEpoch: z.int(),
  /** Counts edits, so that two at once cannot overwrite each other. */
  version: z.int(),
  createdAt: instant,
  /** The second factors that there are, each kind once; kept with them in one transaction. */
  factors: z.array(z.enum(['authenticator', 'passkey'])).optional(),
  /** When an administrator took all of them away, the last time. */
  factorsResetAt: instant.optional(),
  /** The last time. */
  disabling: disablingSchema.optional(),
  lastSignInAt: instant.optional(),
  /** Whether nobody knows a password of this account: it is signed in to with a company. */
  hasNoPassword: z.boolean().optional(),
  /** The companies, by issuer, that it is joined to: no more than one person of each. */
  issuers: z.array(z.string()).optional(),
  /** The time zone that e-mails tell times in. */
  timeZone: z.string().optional(),
  /** With whom somebody works, and whom the books charge their machines. */
  group: z.string().optional(),
  costCentre: z.string().optional(),
  /** Kinds of e-mails that are not wanted. */
  unwantedNotices: z.array(optionalNoticeKindSchema).optional(),
});

/** What an index by name or e-mail tells of each. */
const listedUserSchema = storedUserSchema.pick({
  userId: true,
  email: true,
  name: true,
  role: true,
  status: true,
  mustChangePassword: true,
});

/** A user as the table keeps one: the public profile, and what sessions and concurrent edits are judged by. */
export const userItem = defineItem({ table: 'users', schema: storedUserSchema.transform(named) });
export const listedUserItem = defineItem({ table: 'users', schema: listedUserSchema.transform(named) });

/** The key is called `userId` where it is stored, and `id` everywhere else. */
function named<User extends { readonly userId: string }>({ userId, ...user }: User) {
  return { id: userId, ...user };
}

export type ListedUser = Readonly<ReturnType<typeof listedUserItem.parse>>;

/** What the index of orders to stop tells of each. */
export const stopOrderItem = defineItem({
  table: 'users',
  schema: z.object({ userId: z.string(), disabling: disablingSchema }),
});

export type StoredStopOrder = Readonly<ReturnType<typeof stopOrderItem.parse>>;

export type StoredUser = Readonly<ReturnType<typeof userItem.parse>>;

/** What an edit may set; what is there and undefined is taken away. */
export type UserChanges = Partial<
  Pick<
    StoredUser,
    | 'email'
    | 'name'
    | 'role'
    | 'status'
    | 'mustChangePassword'
    | 'sessionEpoch'
    | 'disabling'
    | 'factors'
    | 'factorsResetAt'
    | 'hasNoPassword'
    | 'issuers'
    | 'unwantedNotices'
    | 'group'
    | 'costCentre'
  >
>;
