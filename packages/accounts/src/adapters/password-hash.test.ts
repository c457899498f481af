import { describe, expect, it } from 'vitest';
import { hashPassword, unmatchedPasswordHash, verifyPassword } from './password-hash.ts';

describe('passwords', () => {
  it('are kept as Argon2id with a salt of their own', async () => {
    const [one, two] = await Promise.all([
      hashPassword('correct horse battery'),
      hashPassword('correct horse battery'),
    ]);

    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword('correct horse battery', one)).toBe(true);
    expect(await verifyPassword('correct horse batterx', one)).toBe(false);
  });

  it('are the same text however it was typed', async () => {
    const hash = await hashPassword('Zoe\u0308 and the ﬁsh');

    expect(await verifyPassword('Zoë and the fish', hash)).toBe(true);
  });

  it('can be checked against nobody’s at the same cost', async () => {
    expect(await verifyPassword('anything at all', unmatchedPasswordHash)).toBe(false);
    expect(unmatchedPasswordHash.split('$')[3]).toBe((await hashPassword('x')).split('$')[3]);
  });
});
