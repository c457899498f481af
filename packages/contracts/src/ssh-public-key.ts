import { isPointOf, type CurveName } from './elliptic-curve.ts';

/** A public key as `authorized_keys` has it. */
export interface SshPublicKey {
  readonly type: string;
  /** The wire form in base64. */
  readonly encoded: string;
  /** The fields with one blank between them and none around them; what follows the key is kept as it is. */
  readonly line: string;
}

/** Why a text is no key that a machine can be given; `reason` completes "this key …". */
export interface SshKeyRefusal {
  readonly reason: string;
  /** It holds a private key, which must go no further: neither sent nor shown nor logged. */
  readonly isPrivate: boolean;
}

type Fields = readonly Uint8Array[];

/** Reads the fields behind a type's name; undefined when they are right. */
type Check = (fields: Fields) => string | undefined;

/** OpenSSH 9 refuses shorter ones (RequiredRSASize). */
const shortestRsaBits = 2048;
/** The longest integer that OpenSSH reads (SSHBUF_MAX_BIGNUM). */
const longestRsaBits = 16_384;
const ed25519Bytes = 32;

const broken = 'is cut short or damaged';

/** RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4, OpenSSH PROTOCOL.u2f. */
const checks: Readonly<Record<string, Check>> = {
  'ssh-ed25519': (fields) => countOf(fields, 1) ?? checkEd25519(fields[0]),
  'ssh-rsa': (fields) => countOf(fields, 2) ?? checkRsa(fields),
  'ecdsa-sha2-nistp256': (fields) => countOf(fields, 2) ?? checkPoint('nistp256', fields),
  'ecdsa-sha2-nistp384': (fields) => countOf(fields, 2) ?? checkPoint('nistp384', fields),
  'ecdsa-sha2-nistp521': (fields) => countOf(fields, 2) ?? checkPoint('nistp521', fields),
  'sk-ssh-ed25519@openssh.com': (fields) =>
    countOf(fields, 2) ?? checkEd25519(fields[0]) ?? checkApplication(fields[1]),
  'sk-ecdsa-sha2-nistp256@openssh.com': (fields) =>
    countOf(fields, 3) ?? checkPoint('nistp256', fields) ?? checkApplication(fields[2]),
};

/** PEM, OpenSSH's own, SSH2's and PuTTY's files, also where their first line was left out. */
const privateKeySigns = /PRIVATE KEY|PuTTY-User-Key-File|Private-(?:Lines|MAC|Hash):|b3BlbnNzaC1rZXktdjE/;
const otherFormat = /^-{4,5} ?BEGIN .*PUBLIC KEY/;
const lineEnd = /[\n\r\v\f\u0085\u2028\u2029]/;
/** Controls but the tab, what turns the direction, and what is no character: nobody means these in a comment. */
const unseen = /(?!\t)[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u;

/**
 * Reads one OpenSSH public key down to its wire form, as strictly as `ssh-keygen -l` does: a key that sshd could not read would
 * make a machine that nobody can log in to. Stricter than that with RSA shorter than 2048 bits or with an exponent that cannot be,
 * and with options, certificates and DSA, which a new machine would not let in.
 */
export function readSshPublicKey(text: string): SshPublicKey | SshKeyRefusal {
  if (privateKeySigns.test(text)) {
    return {
      reason: 'is a private key, which belongs to nobody but you: give the public one, the content of the .pub file',
      isPrivate: true,
    };
  }
  const trimmed = text.trim();
  const [, type = '', encoded = '', comment = ''] = /^([^ \t]+)[ \t]*([^ \t]*)[ \t]*(.*)$/u.exec(trimmed) ?? [];
  const reason = whyNoLine(trimmed) ?? whyNoKey(trimmed, type, encoded);
  if (reason !== undefined) return { reason, isPrivate: false };
  if (unseen.test(comment)) return { reason: 'has characters behind it that cannot be seen', isPrivate: false };
  return { type, encoded, line: comment === '' ? `${type} ${encoded}` : `${type} ${encoded} ${comment}` };
}

function whyNoLine(text: string): string | undefined {
  if (text === '') return 'is missing';
  if (otherFormat.test(text)) return 'is in another format: “ssh-keygen -i -f FILE” writes the line that is needed';
  return lineEnd.test(text) ? 'has more than one line: give one key' : undefined;
}

function whyNoKey(line: string, type: string, encoded: string): string | undefined {
  const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
  if (!check) return whyUnknown(line, type);
  const blob = fromBase64(encoded);
  const [name, ...fields] = (blob && wireFields(blob)) ?? [];
  if (!name) return broken;
  const written = new TextDecoder().decode(name);
  if (written !== type) return Object.hasOwn(checks, written) ? `is of the type ${written} and says ${type}` : broken;
  return check(fields);
}

function whyUnknown(text: string, type: string): string {
  if (type.includes('-cert-v')) return 'is a certificate: give the key that it was made for';
  if (type === 'ssh-dss') return 'is of the type DSA, which sshd does not take any more: use Ed25519';
  const isBehindOptions = Object.keys(checks).some((name) => ` ${text.replaceAll('\t', ' ')}`.includes(` ${name} `));
  if (isBehindOptions) return 'has something in front of it: begin with its type, such as ssh-ed25519';
  return 'must be an OpenSSH public key, a line that begins with ssh-ed25519, ssh-rsa or ecdsa-sha2-…';
}

function countOf(fields: Fields, expected: number): string | undefined {
  if (fields.length > expected) return 'has more in it than belongs to a key';
  return fields.length < expected ? broken : undefined;
}

function checkEd25519(key: Uint8Array | undefined): string | undefined {
  return key?.length === ed25519Bytes ? undefined : broken;
}

function checkPoint(curve: CurveName, [name, point]: Fields): string | undefined {
  if (new TextDecoder().decode(name) !== curve) return 'names another curve than its type';
  return point && isPointOf(curve, point) ? undefined : 'has a point that is not on its curve';
}

function checkRsa([exponent = new Uint8Array(), modulus = new Uint8Array()]: Fields): string | undefined {
  if (isNegative(exponent) || isNegative(modulus)) return 'has a negative number where none can be';
  const bits = bitLength(modulus);
  if (bits > longestRsaBits) return `is too long: sshd reads at most ${longestRsaBits} bits`;
  if (bits < shortestRsaBits) return `is too short: RSA must have at least ${shortestRsaBits} bits`;
  return isExponent(exponent) ? undefined : 'has an exponent that no RSA key can have';
}

/** An odd number above one. */
function isExponent(integer: Uint8Array): boolean {
  const bits = bitLength(integer);
  return bits > 1 && bits <= longestRsaBits && ((integer.at(-1) ?? 0) & 1) === 1;
}

/** What a security key was asked for; a text of C, which ends at a zero byte. */
function checkApplication(application: Uint8Array | undefined): string | undefined {
  const zero = application?.indexOf(0) ?? -1;
  return zero === -1 || zero === (application?.length ?? 0) - 1 ? undefined : broken;
}

/** The bytes of canonical base64: padded, and nothing in the bits that are left over. */
function fromBase64(encoded: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.length % 4 !== 0) return undefined;
  const binary = atob(encoded);
  if (btoa(binary) !== encoded) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** The strings of RFC 4251 §5 that bytes are made of; undefined when the last one is not whole. */
function wireFields(blob: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const fields: Uint8Array[] = [];
  for (let at = 0; at < blob.length;) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + view.getUint32(at);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** An mpint is in two's complement (RFC 4251 §5). */
function isNegative(integer: Uint8Array): boolean {
  return ((integer[0] ?? 0) & 0x80) !== 0;
}

function bitLength(integer: Uint8Array): number {
  const start = integer.findIndex((byte) => byte !== 0);
  if (start === -1) return 0;
  return (integer.length - start) * 8 - (Math.clz32(integer[start] ?? 0) - 24);
}
