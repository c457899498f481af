/** How a sign-in with a company ends that is not accepted, as `company-…` of the problems says it. */
export type ProviderRefusal = 'refused' | 'unavailable' | 'clock' | 'email-unverified' | 'denied';

interface FaultKind {
  /** Whether it shows when a sign-in begins, which reads the company's metadata, or with what the company has answered. */
  readonly shows: 'at begin' | 'at return';
  readonly refusal: ProviderRefusal;
}

const atBegin = (refusal: ProviderRefusal): FaultKind => ({ shows: 'at begin', refusal });
const atReturn = (refusal: ProviderRefusal): FaultKind => ({ shows: 'at return', refusal });

/** Each way in which a company's server can misbehave, and what must come of it. */
export const providerFaults = {
  'discovery of another issuer': atBegin('refused'),
  'discovery that never answers': atBegin('unavailable'),
  'discovery with an error of the server': atBegin('unavailable'),
  'discovery without end': atBegin('refused'),
  'discovery that redirects': atBegin('refused'),

  'return denied': atReturn('denied'),
  'return with the issuer of another company': atReturn('refused'),
  'return without issuer': atReturn('refused'),

  'token answer without end': atReturn('refused'),
  'token answer with an error of the server': atReturn('unavailable'),
  'token answer of too many requests': atReturn('unavailable'),
  'token answer in HTML': atReturn('refused'),
  'token answer of another type': atReturn('refused'),
  'token answer without ID token': atReturn('refused'),
  'code used before': atReturn('refused'),

  'keys without end': atReturn('refused'),
  'keys by the thousand': atReturn('refused'),

  'signed by nobody': atReturn('refused'),
  'signed with the public key as PEM': atReturn('refused'),
  'signed with the public key as JWK': atReturn('refused'),
  'signed with the client secret': atReturn('refused'),
  'signed by another key of the same id': atReturn('refused'),
  'signed by a key of unknown id': atReturn('refused'),

  'issuer of the ID token wrong': atReturn('refused'),
  'audience wrong': atReturn('refused'),
  'audiences with another authorized party': atReturn('refused'),
  'nonce wrong': atReturn('refused'),
  'nonce missing': atReturn('refused'),
  'subject missing': atReturn('refused'),
  'subject too long': atReturn('refused'),
  'ID token expired': atReturn('clock'),
  'ID token issued in the future': atReturn('clock'),
  'ID token not valid before the future': atReturn('clock'),
  'e-mail verified as text': atReturn('refused'),
  'e-mail unverified': atReturn('email-unverified'),
} as const satisfies Record<string, FaultKind>;

export type ProviderFault = keyof typeof providerFaults;
