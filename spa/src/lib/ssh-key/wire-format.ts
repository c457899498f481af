/** The SSH wire types (RFC 4251 §5) that keys are written in. */

export type Bytes = Uint8Array<ArrayBuffer>;

export function concatenate(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function utf8(text: string): Bytes {
  return Uint8Array.from(new TextEncoder().encode(text));
}

export function uint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** `string`: length, then the bytes. */
export function lengthPrefixed(content: Bytes | string): Bytes {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  return concatenate(uint32(bytes.length), bytes);
}

/** `mpint` of a positive number: no leading zeros, but one in front of a high bit. */
export function positiveInteger(bigEndian: Bytes): Bytes {
  const first = bigEndian.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? new Uint8Array() : bigEndian.slice(first);
  const needsSign = ((digits[0] ?? 0) & 0x80) !== 0;
  return lengthPrefixed(needsSign ? concatenate(new Uint8Array(1), digits) : digits);
}

export function toBase64(bytes: Bytes): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

export function fromBase64Url(text: string): Bytes {
  // eslint-disable-next-line no-restricted-syntax -- a digit of base64, not an address
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
