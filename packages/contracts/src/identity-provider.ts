import * as z from 'zod';
import { groupRulesSchema } from './group-rule.ts';
import { identityProviderId, plainText } from './primitives.ts';
import { defineRoute } from './route.ts';
import { passwordPolicies } from './sign-in-settings.ts';

/** Companies that people may sign in with, at most. */
export const mostProviders = 10;

/** Who gets an account by signing in with a company. */
export const admissions = ['anyone', 'domains', 'invited'] as const;

/** The path of the page that companies send people back to. */
export const companyReturnPath = '/sign-in/company';

/** Plain HTTP is for where the pages themselves come by it. */
const issuerSchema = z
  .url({ protocol: /^https?$/ })
  .max(255)
  .refine(isIssuer, 'must be an address without query or fragment')
  .meta({ description: 'As the provider writes it (OpenID Connect Discovery 1.0 §4.3), to the last character.' });

const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/, 'must be a domain such as example.com');

const wishSchema = z.strictObject({
  name: plainText(40).meta({ description: 'Stands on the button of the sign-in page.' }),
  issuer: issuerSchema,
  clientId: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]+$/, 'must be letters, digits and signs without spaces'),
  clientSecret: z
    .string()
    .min(1)
    .max(1024)
    .regex(/^[\x20-\x7e]+$/, 'must be letters, digits and signs')
    .optional()
    .meta({ description: 'Kept and never shown; left out, the one that is kept stays.' }),
  isEnabled: z.boolean().meta({ description: 'Whether the sign-in page offers it.' }),
  admits: z.enum(admissions).meta({
    description:
      'Who gets an account at the first sign-in: `anyone` whom the company knows, those with an e-mail in `domains`, or nobody: `invited` people have one.',
  }),
  domains: z.array(domainSchema).max(50),
  joinsByEmail: z.boolean().meta({
    description: 'Whether it may sign people in to the account with an e-mail that it says to have verified.',
  }),
  scopes: z
    .string()
    .trim()
    .max(200)
    .regex(/^[\x21-\x7e ]*$/, 'must be names apart by spaces')
    .meta({ description: 'Asked for beside `openid email profile`, apart by spaces; some need `groups`.' }),
  groupsClaim: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[\x21-\x7e]+$/, 'must be the name of a claim')
    .meta({ description: 'The claim of the ID token that holds the groups.' }),
  groupRules: groupRulesSchema,
});

const providerSchema = wishSchema
  .omit({ clientSecret: true })
  .extend({ id: identityProviderId, hasSecret: z.boolean() })
  .meta({ id: 'IdentityProvider' });

/** What a test of a company looks at, in this order; the first that is bad ends it. */
export const testSteps = ['address', 'issuer', 'offers', 'keys', 'client'] as const;

const testedSchema = z
  .object({
    steps: z.array(
      z.object({
        step: z.enum(testSteps),
        outcome: z.enum(['good', 'bad', 'skipped']),
        detail: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'TestedProvider' });

const ofAdministrators = { service: 'create-user', caller: 'admin' } as const;
const ofOne = {
  ...ofAdministrators,
  path: '/identity-providers/:id',
  params: z.strictObject({ id: identityProviderId }),
} as const;

export const getSignInOptions = defineRoute({
  name: 'getSignInOptions',
  service: 'create-user',
  method: 'GET',
  path: '/sign-in-options',
  caller: 'public',
  summary: 'The ways to sign in that the sign-in page offers',
  status: 200,
  response: z
    .object({
      companies: z.array(z.object({ id: identityProviderId, name: z.string() })),
      passwordsOf: z.enum(passwordPolicies),
    })
    .meta({ id: 'SignInOptions' }),
});

export const listIdentityProviders = defineRoute({
  ...ofAdministrators,
  name: 'listIdentityProviders',
  method: 'GET',
  path: '/identity-providers',
  scope: 'admin',
  summary: 'The companies that people may sign in with (OpenID Connect)',
  status: 200,
  response: z.object({
    items: z.array(providerSchema),
    returnAddress: z.string().meta({ description: 'What each company must be told to send people back to.' }),
    signedOutAddress: z.string().meta({ description: 'The same for people who sign out.' }),
  }),
});

export const addIdentityProvider = defineRoute({
  ...ofAdministrators,
  name: 'addIdentityProvider',
  method: 'POST',
  path: '/identity-providers',
  summary: 'Let people sign in with a company',
  body: wishSchema,
  status: 201,
  response: providerSchema,
  problems: ['proof-required', 'issuer-taken', 'too-many-providers', 'edit-conflict'],
});

export const changeIdentityProvider = defineRoute({
  ...ofOne,
  name: 'changeIdentityProvider',
  method: 'PUT',
  summary: 'Change how people sign in with a company',
  body: wishSchema,
  status: 200,
  response: providerSchema,
  problems: ['proof-required', 'issuer-taken', 'edit-conflict'],
});

export const removeIdentityProvider = defineRoute({
  ...ofOne,
  name: 'removeIdentityProvider',
  method: 'DELETE',
  summary: 'Let nobody sign in with a company any more; accounts stay',
  status: 204,
  response: null,
  problems: ['proof-required', 'edit-conflict'],
});

export const testIdentityProvider = defineRoute({
  ...ofOne,
  name: 'testIdentityProvider',
  path: '/identity-providers/:id/test',
  method: 'POST',
  summary: 'Try a company without signing in: what works, and what does not',
  status: 200,
  response: testedSchema,
  answerSeconds: 30,
});

/** Whether an address may be that of an issuer. */
function isIssuer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { search, hash, username, password } = new URL(address);
  return [search, hash, username, password].every((part) => part === '');
}

export type IdentityProvider = z.infer<typeof providerSchema>;
export type IdentityProviderWish = z.infer<typeof wishSchema>;
export type TestedProvider = z.infer<typeof testedSchema>;
export type SignInOptions = z.infer<typeof getSignInOptions.response>;

export const identityProviderRoutes = {
  getSignInOptions,
  listIdentityProviders,
  addIdentityProvider,
  changeIdentityProvider,
  removeIdentityProvider,
  testIdentityProvider,
};
