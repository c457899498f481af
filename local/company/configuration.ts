import { randomBytes } from 'node:crypto';
import { companyReturnPath } from '@cloudapp/contracts/identity-provider';
import { signedOutPath } from '@cloudapp/accounts/adapters/company-sign-in';
import { exportJWK, generateKeyPair } from 'jose';
import type { Configuration } from 'oidc-provider';
import type { Directory, Person } from './people.ts';
import { errorPage, signedOutPage, signOutPage } from './pages.ts';

const HOUR_SECONDS = 3_600;
const scopes = 'openid email profile groups';

/** CloudApp, as the company knows it. */
export interface CompanyClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where its pages are. */
  readonly origins: readonly string[];
}

/** What `oidc-provider` is told: one client, whom nobody has to be asked about, and claims within the ID token. */
export async function companyConfiguration(client: CompanyClient, directory: Directory): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        client_name: 'CloudApp',
        redirect_uris: client.origins.map((origin) => origin + companyReturnPath),
        post_logout_redirect_uris: client.origins.map((origin) => origin + signedOutPath),
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: {
      keys: [randomBytes(32)],
      names: { session: 'company', interaction: 'company-interaction', resume: 'company-resume' },
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    // CloudApp reads the ID token alone: what scopes ask for stands in it.
    conformIdTokenClaims: false,
    scopes: scopes.split(' '),
    responseTypes: ['code'],
    pkce: { required: () => true },
    ttl: {
      AccessToken: HOUR_SECONDS,
      AuthorizationCode: 60,
      IdToken: HOUR_SECONDS,
      Interaction: HOUR_SECONDS,
      Session: 8 * HOUR_SECONDS,
      Grant: 8 * HOUR_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = signOutPage(form);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = signedOutPage();
        },
      },
    },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = errorPage(description ?? error);
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => {
      const person = directory.get(id);
      return person && { accountId: id, claims: () => claimsOf(person) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const { accountId } = oidc.session ?? {};
      if (accountId === undefined || oidc.client === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
      grant.addOIDCScope(scopes);
      await grant.save();
      return grant;
    },
  };
}

function claimsOf({ id, name, email, isEmailVerified, groups }: Person) {
  return { sub: id, name, email, email_verified: isEmailVerified, groups: [...groups] };
}
