import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSshPublicKey } from './ssh-public-key.ts';
import { sshPublicKeySchema } from './ssh-key.ts';

const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINoS3czF6xXhH800O9mrpNHkHtf8qDf4Tmw23GdPXlQW';

const uint32 = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
const field = (content: Buffer | string) => Buffer.concat([uint32(Buffer.from(content).length), Buffer.from(content)]);
const lineOf = (type: string, ...fields: Buffer[]) =>
  `${type} ${Buffer.concat([field(type), ...fields]).toString('base64')}`;

function fieldsOf(line: string): Buffer[] {
  const blob = Buffer.from(line.split(' ')[1] ?? '', 'base64');
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; at += 4 + blob.readUInt32BE(at)) {
    fields.push(blob.subarray(at + 4, at + 4 + blob.readUInt32BE(at)));
  }
  return fields.slice(1);
}

/** `ssh-keygen` itself, and keys that it made. */
const openSsh = (() => {
  const made = new Map<string, string>();
  const make = (type: string, bits: number): string => {
    const name = `${type}-${bits}`;
    const folder = mkdtempSync(join(tmpdir(), 'cloudapp-keys-'));
    try {
      const file = join(folder, 'key');
      execFileSync('ssh-keygen', ['-q', '-t', type, '-b', `${bits}`, '-N', '', '-C', '', '-f', file]);
      made.set(name, readFileSync(`${file}.pub`, 'utf8').trim());
    } finally {
      rmSync(folder, { recursive: true });
    }
    return made.get(name) ?? '';
  };
  return {
    key: (type: string, bits: number) => made.get(`${type}-${bits}`) ?? make(type, bits),
    /** What `ssh-keygen -l` prints of each line; undefined where it reads no key in it. */
    read: (lines: readonly string[]): (string | undefined)[] => {
      const marked = lines.flatMap((line, index) => [`${ed25519} mark-${index}`, line]);
      const { stdout } = spawnSync('ssh-keygen', ['-l', '-f', '-'], {
        input: `${marked.join('\n')}\n`,
        encoding: 'utf8',
      });
      return stdout
        .split(/^.* mark-\d+ \(ED25519\)$/m)
        .slice(1)
        .map((printed) => /SHA256:\S+/.exec(printed)?.[0]);
    },
  };
})();

const madeKeys = [
  ['ed25519', 256],
  ['rsa', 2048],
  ['rsa', 3072],
  ['ecdsa', 256],
  ['ecdsa', 384],
  ['ecdsa', 521],
] as const;

/** Keys of every type; those of security keys are put together, since making one needs the device. */
function everyType(): string[] {
  const [ed = Buffer.alloc(0)] = fieldsOf(openSsh.key('ed25519', 256));
  return [
    ...madeKeys.map(([type, bits]) => openSsh.key(type, bits)),
    lineOf('sk-ssh-ed25519@openssh.com', field(ed), field('ssh:')),
    lineOf('sk-ecdsa-sha2-nistp256@openssh.com', ...fieldsOf(openSsh.key('ecdsa', 256)).map(field), field('ssh:')),
  ];
}

const refusal = (text: string) => {
  const answer = readSshPublicKey(text);
  return 'line' in answer ? undefined : answer.reason;
};

describe('against the real ssh-keygen', () => {
  const gap = fc.string({ unit: fc.constantFrom(' ', '\t'), minLength: 1, maxLength: 4 });
  const around = fc.string({ unit: fc.constantFrom(' ', '\t', '\r') });
  const comment = fc
    .string({
      unit: fc.oneof(fc.constantFrom(...' \t\\\'"`$@#:;&|<>(){}[]!*?~%'.split('')), fc.string({ unit: 'grapheme' })),
    })
    .filter((text) => !/(?!\t)[\p{Cc}\p{Bidi_Control}]|[\u2028\u2029]/u.test(text));

  it('keys of every type are read, whatever stands between and behind their fields', () => {
    const text = fc.record({ key: fc.constantFrom(...everyType()), before: gap, behind: gap, comment, around });

    fc.assert(
      fc.property(fc.array(text, { minLength: 50, maxLength: 50 }), (texts) => {
        const answers = texts.map(({ key, before, behind, comment: note, around: blank }) => {
          const [type = '', encoded = ''] = key.split(' ');
          return readSshPublicKey(`${blank}${type}${before}${encoded}${behind}${note}${blank}`);
        });
        const lines = answers.map((answer) => ('line' in answer ? answer.line : answer.reason));

        // What a machine gets is the same key to sshd.
        const read = openSsh.read(lines);
        expect(read).toEqual(openSsh.read(texts.map(({ key }) => key)));
        expect(read).not.toContain(undefined);
        expect(lines.filter((line) => /[\n\r]/.test(line))).toEqual([]);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it('damaged ones get the same verdict', () => {
    const keys = everyType();
    const place = fc.nat(2000);
    const byte = fc.nat(255);
    const damage = fc.oneof(
      fc.record({ kind: fc.constantFrom('change', 'cut', 'append', 'drop-character', 'other-type'), place, byte }),
      fc.record({ kind: fc.constant('change'), place: fc.nat(60), byte }),
      fc.record({ kind: fc.constant('character'), place, byte: fc.integer({ min: 32, max: 126 }) }),
    );
    const text = fc.tuple(fc.constantFrom(...keys), damage).map(([key, what]) => damaged(key, what, keys));
    // Beyond what ssh-keygen asks: enough bits, an exponent that can be, and nothing in front of the key.
    const isOurs = (reason: string | undefined) => /exponent|in front of it|at least 2048/.test(reason ?? '');

    fc.assert(
      fc.property(fc.array(text, { minLength: 100, maxLength: 100 }), (texts) => {
        const theirs = openSsh.read(texts);
        const differing = texts.flatMap((one, index) => {
          const reason = refusal(one);
          const isSame = (reason === undefined) === (theirs[index] !== undefined);
          return isSame || isOurs(reason) ? [] : [{ text: one, reason, theirs: theirs[index] }];
        });

        expect(differing).toEqual([]);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});

function damaged(key: string, { kind, place, byte }: { kind: string; place: number; byte: number }, keys: string[]) {
  const [type = '', encoded = ''] = key.split(' ');
  const blob = Buffer.from(encoded, 'base64');
  const at = place % blob.length;
  const character = place % key.length;
  switch (kind) {
    case 'cut':
      return `${type} ${blob.subarray(0, at).toString('base64')}`;
    case 'append':
      return `${type} ${Buffer.concat([blob, Buffer.alloc((place % 9) + 1, byte)]).toString('base64')}`;
    case 'character':
      return `${key.slice(0, character)}${String.fromCharCode(byte)}${key.slice(character + 1)}`;
    case 'drop-character':
      return `${key.slice(0, character)}${key.slice(character + 1)}`;
    case 'other-type':
      return `${(keys[place % keys.length] ?? '').split(' ')[0]} ${encoded}`;
    default:
      blob[at] = byte;
      return `${type} ${blob.toString('base64')}`;
  }
}

describe('a key that no machine could be opened with', () => {
  const p256 = 'ecdsa-sha2-nistp256';
  const point384 = () => fieldsOf(openSsh.key('ecdsa', 384))[1] ?? Buffer.alloc(0);
  const point256 = () => fieldsOf(openSsh.key('ecdsa', 256))[1] ?? Buffer.alloc(0);
  const rsa = (exponent: Buffer, modulus = fieldsOf(openSsh.key('rsa', 2048))[1] ?? Buffer.alloc(0)) =>
    lineOf('ssh-rsa', field(exponent), field(modulus));
  const usual = Buffer.from([1, 0, 1]);

  it.each([
    ['nothing', () => '  ', 'is missing'],
    ['a word', () => 'hello', 'must be an OpenSSH public key'],
    ['a type alone', () => 'ssh-ed25519', 'is cut short or damaged'],
    [
      'base64 without its padding',
      () => `${p256} ${(openSsh.key('ecdsa', 256).split(' ')[1] ?? '').replace(/=+$/, '')}`,
      'is cut short',
    ],
    [
      'bits that are left over',
      () => `${p256} ${(openSsh.key('ecdsa', 256).split(' ')[1] ?? '').replace(/.=$/, '/=')}`,
      'is cut short',
    ],
    [
      'a P-384 point under the name of P-256',
      () => lineOf(p256, field('nistp256'), field(point384())),
      'not on its curve',
    ],
    [
      'a P-384 curve under the name of P-256',
      () => lineOf(p256, field('nistp384'), field(point384())),
      'names another curve',
    ],
    [
      'a point beside its curve',
      () => lineOf(p256, field('nistp256'), field(point256().with(64, ((point256()[64] ?? 0) + 1) & 0xff) as Buffer)),
      'not on its curve',
    ],
    [
      'a point that is cut short',
      () => lineOf(p256, field('nistp256'), field(point256().subarray(0, 64))),
      'not on its curve',
    ],
    [
      'a compressed point',
      () => lineOf(p256, field('nistp256'), field(Buffer.concat([Buffer.from([2]), point256().subarray(1, 33)]))),
      'not on its curve',
    ],
    ['the point at infinity', () => lineOf(p256, field('nistp256'), field(Buffer.alloc(1))), 'not on its curve'],
    ['an Ed25519 key of 31 bytes', () => lineOf('ssh-ed25519', field(Buffer.alloc(31))), 'is cut short'],
    ['a negative modulus', () => rsa(usual, Buffer.alloc(256, 0xff)), 'negative'],
    ['a negative exponent', () => rsa(Buffer.from([0x81])), 'negative'],
    ['the exponent 0', () => rsa(Buffer.alloc(0)), 'exponent'],
    ['the exponent 1', () => rsa(Buffer.from([1])), 'exponent'],
    ['an even exponent', () => rsa(Buffer.from([1, 0, 0])), 'exponent'],
    ['RSA with 1024 bits', () => openSsh.key('rsa', 1024), 'at least 2048 bits'],
    [
      'RSA with 2047 bits',
      () => rsa(usual, Buffer.concat([Buffer.from([0x7f]), Buffer.alloc(255, 0xff)])),
      'at least 2048 bits',
    ],
    [
      'RSA with more bits than sshd reads',
      () => rsa(usual, Buffer.concat([Buffer.from([1]), Buffer.alloc(2048, 1)])),
      'at most 16384 bits',
    ],
    ['bytes behind the key', () => lineOf('ssh-ed25519', field(Buffer.alloc(32)), field('')), 'more in it'],
    ['another type inside', () => `ssh-rsa ${ed25519.split(' ')[1]}`, 'of the type ssh-ed25519 and says ssh-rsa'],
    ['DSA', () => 'ssh-dss AAAAB3NzaC1kc3M=', 'DSA'],
    ['a certificate', () => 'ssh-ed25519-cert-v01@openssh.com AAAA', 'certificate'],
    ['a type of the future', () => 'ssh-mldsa65 AAAA', 'must be an OpenSSH public key'],
    ['a property of every object', () => 'constructor AAAA', 'must be an OpenSSH public key'],
    ['options in front', () => `command="/bin/sh",no-pty ${ed25519}`, 'in front of it'],
    ['a host in front', () => `github.com\t${ed25519}`, 'in front of it'],
    ['two keys', () => `${ed25519}\n${ed25519}`, 'more than one line'],
    ['a line end that only some see', () => `${ed25519} a\u2028b`, 'more than one line'],
    ['an escape sequence', () => `${ed25519} \u001b[2J`, 'cannot be seen'],
    ['a direction override', () => `${ed25519} a\u202Eb`, 'cannot be seen'],
    ['a lone surrogate', () => `${ed25519} a\ud800b`, 'cannot be seen'],
    ['a noncharacter', () => `${ed25519} a\ufffeb`, 'cannot be seen'],
    [
      'the file of PuTTYgen',
      () => '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----',
      'another format',
    ],
    ['a PEM file', () => '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----', 'another format'],
  ])('is refused with the reason: %s', (_, text, reason) => {
    expect(refusal(text())).toContain(reason);
  });

  it.each([
    ['a domain user', 'CORP\\ada'],
    ['an apostrophe', "ada's laptop"],
    ['quotes', '"ada" `laptop`'],
    ['a dollar sign', '$(reboot) $HOME'],
    ['a tab', 'ada\tlaptop'],
    ['other scripts', 'Ада 王 👩‍💻'],
    ['a hash', '# mine'],
  ])('may be called as people do: %s', (_, comment) => {
    expect(sshPublicKeySchema.parse(`${ed25519} ${comment}`)).toBe(`${ed25519} ${comment}`);
  });

  it('may have up to 16,384 bits', () => {
    const longest = rsa(usual, Buffer.concat([Buffer.from([0, 0x80]), Buffer.alloc(2047, 1)]));

    expect(sshPublicKeySchema.parse(`${longest} ada@laptop`)).toBe(`${longest} ada@laptop`);
  });
});

describe('a private key', () => {
  const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';

  it.each([
    ['OpenSSH', `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----`],
    ['OpenSSH without its first line', `b3BlbnNzaC1rZXktdjEAAAAABG5vbmU${secret}`],
    ['PKCS #1', `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`],
    ['SEC 1', `-----BEGIN EC PRIVATE KEY-----\n${secret}`],
    ['PKCS #8', `-----BEGIN PRIVATE KEY-----\n${secret}`],
    ['PKCS #8, encrypted', `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${secret}`],
    ['SSH2', `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${secret}`],
    ['PuTTY', `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n${secret}`],
    ['the end of a PuTTY file', `Private-Lines: 1\n${secret}\nPrivate-MAC: 00`],
    ['one behind a public key', `${ed25519}\n-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}`],
  ])('is known for what it is, and not said again: %s', (_, text) => {
    const answer = readSshPublicKey(text);
    const { error } = sshPublicKeySchema.safeParse(text);

    expect(answer).toMatchObject({ isPrivate: true });
    expect(error?.issues).toHaveLength(1);
    expect(JSON.stringify([answer, error?.issues])).not.toContain(secret);
  });
});
