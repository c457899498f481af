/** The session cookie: bound to this origin by its `__Host-` prefix (RFC 6265bis §4.1.3.2). */
export const sessionCookieName = '__Host-session';

/** A token is base64url of 32 random bytes. */
const tokenPattern = /^[\w-]{43}$/;

/** The cookie by which sign-in knows a browser again, whose holder need not be signed in. */
export const deviceCookieName = '__Host-device';

/** The session token in a Cookie header. */
export function readSessionToken(header: string | undefined): string | undefined {
  return readToken(header, sessionCookieName);
}

/** The token of the browser in a Cookie header. */
export function readDeviceToken(header: string | undefined): string | undefined {
  return readToken(header, deviceCookieName);
}

/** Undefined when there is none, when it has another form, or when two different ones are sent, since then one of them was planted. */
function readToken(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  const tokens = new Set(
    header
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${name}=`))
      .map((pair) => pair.slice(name.length + 1)),
  );
  const [token, ...others] = tokens;
  return token !== undefined && others.length === 0 && tokenPattern.test(token) ? token : undefined;
}

/** The Set-Cookie value by which a browser gets a session's token, as signing in writes it (`login-answer.vtl`). */
export const sessionCookie = (token: string): string =>
  `${sessionCookieName}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`;

/** The Set-Cookie value that removes the session cookie. */
export const endedSessionCookie = `${sessionCookieName}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict`;
