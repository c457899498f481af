/** The page where a person chooses a password. */
export const welcomePath = '/welcome';

/** What a link hands over to a person. */
export interface WelcomeLink {
  readonly email: string;
  readonly oneTimePassword: string;
  /** ISO 8601. */
  readonly validUntil: string;
}

/**
 * The address at which a person chooses a password with a one-time password. The secret stands in the fragment, which no browser
 * sends to any server.
 */
export function welcomeLink(origin: string, { email, oneTimePassword, validUntil }: WelcomeLink): string {
  const fragment = new URLSearchParams({ email, code: oneTimePassword, until: validUntil });
  return `${origin}${welcomePath}#${fragment.toString()}`;
}

/** What a link's fragment hands over, or undefined where a part of it is missing, or no time. */
export function readWelcomeLink(fragment: string): WelcomeLink | undefined {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const [email = '', oneTimePassword = '', validUntil = ''] = ['email', 'code', 'until'].map(
    (name) => parts.get(name) ?? '',
  );
  const isWhole = email !== '' && oneTimePassword !== '' && !Number.isNaN(Date.parse(validUntil));
  return isWhole ? { email, oneTimePassword, validUntil } : undefined;
}
