/** What is known of a kind of directory before anything is typed. */
export interface CompanyPreset {
  readonly label: string;
  /** How its issuers look. */
  readonly issuerPattern: string;
  readonly issuerHelp: string;
  /** The issuer, where all have the same. */
  readonly issuer?: string;
  readonly scopes: string;
  readonly groupsClaim: string;
  readonly groupsHelp: string;
  /** Whether an issuer is of this kind. */
  readonly isOf: (issuer: string) => boolean;
}

export type PresetName = 'entra' | 'okta' | 'google' | 'keycloak' | 'other';

/**
 * Sources: Microsoft's "OpenID Connect on the Microsoft identity platform" and "Configure group claims", Okta's "Authorization
 * servers", Google's "OpenID Connect", Keycloak's "Securing applications".
 */
export const presets: Readonly<Record<PresetName, CompanyPreset>> = {
  entra: {
    label: 'Microsoft Entra ID',
    issuerPattern: 'https://login.microsoftonline.com/<tenant id>/v2.0',
    issuerHelp:
      'With the id of your tenant, not "common". Add the optional claims email and xms_edov to the ID token: without them it says of no e-mail that it is verified.',
    scopes: '',
    groupsClaim: 'groups',
    groupsHelp:
      'Entra ID writes the ids of groups, and none at all for who is in more than 200: then use app roles, and "roles" here.',
    isOf: (issuer) => issuer.startsWith('https://login.microsoftonline.com/'),
  },
  okta: {
    label: 'Okta',
    issuerPattern: 'https://<your organisation>.okta.com/oauth2/default',
    issuerHelp:
      'Of an authorization server on the page Security, API of Okta: that of the organisation leaves groups out of the ID token.',
    scopes: 'groups',
    groupsClaim: 'groups',
    groupsHelp: 'Add a scope groups and a claim groups to that authorization server, in the ID token, always.',
    isOf: (issuer) => /^https:\/\/[^/]+\.okta(?:-emea|preview)?\.com(?:\/|$)/.test(issuer),
  },
  google: {
    label: 'Google',
    issuerPattern: 'https://accounts.google.com',
    issuerHelp: 'All have this one: let in only the domains of your organisation, below.',
    issuer: 'https://accounts.google.com',
    scopes: '',
    groupsClaim: 'groups',
    groupsHelp: 'Google tells of no groups, so that rules do nothing.',
    isOf: (issuer) => issuer === 'https://accounts.google.com',
  },
  keycloak: {
    label: 'Keycloak',
    issuerPattern: 'https://<host>/realms/<realm>',
    issuerHelp: 'As "issuer" in the realm’s OpenID Endpoint Configuration.',
    scopes: '',
    groupsClaim: 'groups',
    groupsHelp: 'Add a mapper of the type Group Membership to the client, with this claim and without full paths.',
    isOf: (issuer) => /^https?:\/\/[^/]+(?:\/[^/]+)*\/realms\/[^/]+$/.test(issuer),
  },
  other: {
    label: 'Another (OpenID Connect)',
    issuerPattern: 'https://id.example.com',
    issuerHelp: 'As "issuer" in its /.well-known/openid-configuration, to the last character.',
    scopes: '',
    groupsClaim: 'groups',
    groupsHelp: 'The claim of the ID token that holds the groups.',
    isOf: () => true,
  },
};

export const presetNames: readonly PresetName[] = ['entra', 'okta', 'google', 'keycloak', 'other'];

/** The kind that an issuer shows. */
export function presetOf(issuer: string): PresetName {
  return presetNames.find((name) => presets[name].isOf(issuer)) ?? 'other';
}
