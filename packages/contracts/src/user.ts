import * as z from 'zod';
import { emailAddress, instant, pageOf, pageQuery, plainText, searchText, userId } from './primitives.ts';
import { defineRoute, manyAnswerSeconds, type RouteQuery } from './route.ts';
import { mostOfCostCentre, mostOfGroup } from './user-bounds.ts';

export const roleSchema = z.enum(['user', 'admin']);
export const userStatusSchema = z.enum(['active', 'disabled']);

/** How many machines a user may have at once. */
export const quotaLimitSchema = z.int().min(0).max(100);

/** How many somebody may have of whom nothing else was said. */
export const standardQuota = 3;

/** The name of a person. */
export const personName = plainText(100);

/** What the people are called together with whom somebody works, such as a department. */
export const groupName = plainText(mostOfGroup);

/** Whom the books charge what somebody's machines cost. */
export const costCentreSchema = z
  .string()
  .trim()
  .min(1)
  .max(mostOfCostCentre)
  .regex(/^[A-Za-z0-9._ -]+$/, 'must be letters, digits, spaces, hyphens, dots and underscores');

export const userSchema = z
  .object({
    id: userId,
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    status: userStatusSchema,
    mustChangePassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    quota: z.object({ limit: quotaLimitSchema, used: z.int().min(0) }),
    createdAt: instant,
    lastSignInAt: instant.optional(),
    group: groupName.optional(),
    costCentre: costCentreSchema.optional(),
    mailTrouble: z.enum(['bounced', 'complained']).optional().meta({
      description: 'Why no more e-mails go to the address: they came back for good, or its owner calls them unwanted.',
    }),
  })
  .meta({ id: 'User' });

/** A password that an administrator hands over, best as a link (`welcomeLink`): good for one sign-in, at which its user chooses another. */
const invitation = {
  oneTimePassword: z.string().meta({ description: 'Shown once, kept nowhere and good for one sign-in.' }),
  validUntil: instant.meta({ description: 'From when the one-time password is good for nothing.' }),
};

const newUserSchema = z.strictObject({
  email: emailAddress,
  name: personName,
  role: roleSchema.default('user'),
  quota: quotaLimitSchema.default(standardQuota),
  group: groupName.optional(),
  costCentre: costCentreSchema.optional(),
});

const userParams = z.strictObject({ id: userId });

/** What lists of users can be narrowed down by. */
const userFilter = {
  search: searchText.optional(),
  status: z.enum(['active', 'waiting', 'disabled']).optional().meta({
    description:
      '`waiting` has an account that is not disabled, and a one-time password; `active` has chosen a password.',
  }),
  role: roleSchema.optional(),
  lastSignIn: z.enum(['never', 'over-30-days', 'over-90-days']).optional().meta({
    description: 'When the last sign-in was; who has never signed in has `never` alone.',
  }),
  group: groupName.optional().meta({ description: 'The whole name of a group, whatever its case and accents.' }),
};

export const userSorts = ['-created', 'created', 'name', '-name', 'email', '-email'] as const;

export const listUsers = defineRoute({
  name: 'listUsers',
  service: 'create-user',
  method: 'GET',
  path: '/users',
  caller: 'admin',
  scope: 'admin',
  summary:
    'List users, newest first unless sorted otherwise; `search` looks in name and e-mail, whatever the case and accents. A page may be short, even empty, with a cursor to go on from',
  query: z.strictObject({ ...pageQuery, ...userFilter, sort: z.enum(userSorts).default('-created') }),
  status: 200,
  response: pageOf(userSchema),
});

export const countUsers = defineRoute({
  name: 'countUsers',
  service: 'create-user',
  method: 'GET',
  path: '/users/count',
  caller: 'admin',
  scope: 'admin',
  summary: 'How many users there are, or match; not `complete` where there are more than are looked through',
  query: z.strictObject(userFilter),
  status: 200,
  response: z.object({ count: z.int().min(0), complete: z.boolean() }),
});

export const createUser = defineRoute({
  name: 'createUser',
  service: 'create-user',
  method: 'POST',
  path: '/users',
  caller: 'admin',
  scope: 'admin',
  summary: 'Create a user and get the one-time password to hand over',
  body: newUserSchema,
  status: 201,
  response: z.object({ user: userSchema, ...invitation }),
  problems: ['email-taken', 'proof-required'],
});

export const getUser = defineRoute({
  name: 'getUser',
  service: 'create-user',
  method: 'GET',
  path: '/users/:id',
  caller: 'admin',
  scope: 'admin',
  summary: 'Get one user',
  params: userParams,
  status: 200,
  response: userSchema,
});

export const updateUser = defineRoute({
  name: 'updateUser',
  service: 'create-user',
  method: 'PATCH',
  path: '/users/:id',
  caller: 'admin',
  scope: 'admin',
  summary: 'Change name, role, quota, group, cost centre or status; a new role or status ends all sessions of the user',
  params: userParams,
  body: z
    .strictObject({
      name: personName,
      role: roleSchema,
      quota: quotaLimitSchema,
      status: userStatusSchema,
      group: groupName.nullable().meta({ description: 'None, with null.' }),
      costCentre: costCentreSchema.nullable().meta({ description: 'None, with null.' }),
      stopMachines: z.boolean().meta({
        description:
          'With `disabled`: whether the machines of the user are stopped, which they are unless this says no.',
      }),
    })
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'must change something')
    .refine(({ status, stopMachines }) => stopMachines === undefined || status === 'disabled', {
      path: ['stopMachines'],
      message: 'is only for a user who is disabled',
    }),
  status: 200,
  response: userSchema,
  problems: ['last-administrator', 'break-glass-account', 'proof-required', 'edit-conflict'],
});

export const deleteUser = defineRoute({
  name: 'deleteUser',
  service: 'create-user',
  method: 'DELETE',
  path: '/users/:id',
  caller: 'admin',
  summary: 'Delete a user who has no machines',
  params: userParams,
  status: 204,
  response: null,
  problems: ['last-administrator', 'break-glass-account', 'user-has-machines', 'proof-required', 'edit-conflict'],
});

export const resetPassword = defineRoute({
  name: 'resetPassword',
  service: 'create-user',
  method: 'POST',
  path: '/users/:id/password-reset',
  caller: 'admin',
  summary: 'Set a new one-time password of somebody else; ends all sessions of the user',
  params: userParams,
  status: 200,
  response: z.object(invitation),
  problems: ['own-account', 'break-glass-account', 'proof-required', 'edit-conflict'],
});

export const signOutUser = defineRoute({
  name: 'signOutUser',
  service: 'create-user',
  method: 'DELETE',
  path: '/users/:id/sessions',
  caller: 'admin',
  scope: 'admin',
  summary: 'Sign a user out everywhere',
  params: userParams,
  status: 204,
  response: null,
  problems: ['proof-required', 'edit-conflict'],
});

/** Hashing a password takes a good tenth of a second, so that few fit into one request's time. */
export const mostPeopleAtOnce = 20;

const manyUsersChange = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('disable'), stopMachines: z.boolean().default(true) }),
  z.strictObject({ action: z.literal('enable') }),
  z.strictObject({ action: z.literal('set-quota'), quota: quotaLimitSchema }),
  z.strictObject({ action: z.literal('sign-out') }),
  z.strictObject({ action: z.literal('reset-password') }),
]);

const changedOneSchema = z.object({
  id: userId,
  outcome: z.enum(['done', 'unchanged', 'refused']).meta({ description: '`unchanged` was so already.' }),
  reason: z
    .enum(['own-account', 'last-administrator', 'break-glass-account', 'not-found', 'edit-conflict', 'internal-error'])
    .optional()
    .meta({ description: 'Why it was refused: the code that the same is refused by for one user.' }),
  user: userSchema.optional().meta({ description: 'As an edit left them.' }),
  oneTimePassword: invitation.oneTimePassword.optional(),
  validUntil: invitation.validUntil.optional(),
});

export const changeUsers = defineRoute({
  name: 'changeUsers',
  service: 'create-user',
  method: 'POST',
  path: '/users/changes',
  caller: 'admin',
  scope: 'admin',
  summary:
    'Do the same to several users, each as if asked for alone, but never to yourself; one who is refused leaves the others as they are',
  body: z.strictObject({ ids: z.array(userId).min(1).max(mostPeopleAtOnce), change: manyUsersChange }),
  status: 200,
  response: z.object({ results: z.array(changedOneSchema) }),
  problems: ['proof-required'],
  answerSeconds: manyAnswerSeconds,
});

const importedRowSchema = z.object({
  line: z.int(),
  email: z.string(),
  name: z.string(),
  error: z.string().optional(),
  person: newUserSchema.optional().meta({ description: 'Who would be created, in a preview.' }),
  user: userSchema.optional(),
  oneTimePassword: invitation.oneTimePassword.optional(),
  validUntil: invitation.validUntil.optional(),
});

/** What a column of a file can hold; `none` is left out. A given and a family name make one name. */
export const columnMeanings = [
  'email',
  'name',
  'givenName',
  'familyName',
  'role',
  'quota',
  'group',
  'costCentre',
  'none',
] as const;

const importedColumnSchema = z.object({
  heading: z.string(),
  meaning: z.enum(columnMeanings),
  isSure: z.boolean().meta({ description: 'False where its heading leaves open what it holds: have somebody look.' }),
});

/** Lines that one preview takes. */
export const mostImportedLines = 2000;

export const importUsers = defineRoute({
  name: 'importUsers',
  service: 'create-user',
  method: 'POST',
  path: '/users/import',
  caller: 'admin',
  scope: 'admin',
  summary:
    'Say what each line of a CSV file would become (`preview`, at most 2,000 lines), create its users (at most 200 lines), or create the people of a preview. Columns are known by their headings or told by `columns`; without an e-mail or a name among them there are no rows, and `fault` says what to choose',
  body: z.union([
    z.strictObject({
      csv: z.string().min(1).max(300_000),
      preview: z.boolean(),
      columns: z.array(z.enum(columnMeanings)).max(100).optional(),
    }),
    z.strictObject({ people: z.array(newUserSchema).min(1).max(mostPeopleAtOnce) }),
  ]),
  status: 200,
  response: z.object({
    rows: z.array(importedRowSchema),
    valid: z.int(),
    invalid: z.int(),
    columns: z.array(importedColumnSchema).optional(),
    fault: z.string().optional(),
  }),
  problems: ['proof-required'],
  // One-time passwords are shown this once: half an import must not end unanswered.
  answerSeconds: manyAnswerSeconds,
  // 2,000 lines of 150 characters, some of which take three bytes.
  maxBodyBytes: 524_288,
});

export type Role = z.infer<typeof roleSchema>;
export type User = z.infer<typeof userSchema>;
export type UserSort = (typeof userSorts)[number];
export type UserFilter = RouteQuery<typeof countUsers>;
export type NewUser = z.infer<typeof newUserSchema>;
export type ManyUsersChange = z.input<typeof manyUsersChange>;
export type ChangedOne = z.infer<typeof changedOneSchema>;
export type ColumnMeaning = (typeof columnMeanings)[number];
export type ImportedColumn = z.infer<typeof importedColumnSchema>;
export type ImportedRow = z.infer<typeof importedRowSchema>;

export const userRoutes = {
  listUsers,
  countUsers,
  createUser,
  getUser,
  updateUser,
  deleteUser,
  resetPassword,
  signOutUser,
  changeUsers,
  importUsers,
};
