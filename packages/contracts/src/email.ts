const longestLocalPart = 64;
/** A domain as people write it: letters of any script, and the full stops that IDNA takes for dots. */
const writtenDomain = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;
/** RFC 5322 §3.4.1 `dot-atom` before the sign; after it the host name of a mail domain, in ASCII (RFC 5321 §2.3.5), with a top level that is no number. */
const atom = /[a-z0-9!#$%&'*+/=?^_`{|}~-]+/.source;
const label = /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/.source;
const pattern = new RegExp(String.raw`^${atom}(?:\.${atom})*@(?:${label}\.)+(?!\d+$)${label}$`);

/**
 * An e-mail address in the form by which it is kept and compared: no space around it, small letters, the domain in ASCII (UTS #46, as
 * browsers do it). What is no address comes back as it is but for space and capitals. Before the sign these are of ASCII alone: the
 * Kelvin sign (U+212A) would become a `k`, and so another person's address.
 */
export function normalEmail(text: string): string {
  const email = text.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const url = `http://${domain}`;
  if (at < 1 || !writtenDomain.test(domain) || /^[\d.]+$/.test(domain) || !URL.canParse(url)) return email;
  return `${email.slice(0, at)}@${new URL(url).hostname}`;
}

/** Whether a text in normal form is an address that mail can be sent to; quoted local parts and address literals are not taken. */
export function isEmail(text: string): boolean {
  return text.indexOf('@') <= longestLocalPart && pattern.test(text);
}
