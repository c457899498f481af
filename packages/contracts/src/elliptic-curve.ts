interface Curve {
  readonly coordinateBytes: number;
  readonly prime: bigint;
  readonly b: bigint;
}

/** y² = x³ − 3x + b over a prime field: the NIST curves that SSH knows (FIPS 186-4 D.1.2, RFC 5656 §10.1). */
const curves = {
  nistp256: {
    coordinateBytes: 32,
    prime: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  nistp384: {
    coordinateBytes: 48,
    prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  nistp521: {
    coordinateBytes: 66,
    prime: 2n ** 521n - 1n,
    b: 0x051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
} satisfies Record<string, Curve>;

export type CurveName = keyof typeof curves;

/** Marks a point whose two coordinates are both written out (SEC 1 §2.3.3). */
const uncompressed = 4;

/** Whether bytes are an uncompressed point of a curve, as OpenSSH takes it in a public key. */
export function isPointOf(name: CurveName, bytes: Uint8Array): boolean {
  const { coordinateBytes, prime, b } = curves[name];
  if (bytes.length !== 1 + 2 * coordinateBytes || bytes[0] !== uncompressed) return false;
  const x = toInteger(bytes.subarray(1, 1 + coordinateBytes));
  const y = toInteger(bytes.subarray(1 + coordinateBytes));
  if (x >= prime || y >= prime) return false;
  return (y ** 2n - (x ** 3n - 3n * x + b)) % prime === 0n;
}

function toInteger(bigEndian: Uint8Array): bigint {
  return BigInt(`0x${Array.from(bigEndian, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}
