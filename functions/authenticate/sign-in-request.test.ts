import { describe, expect, it } from 'vitest';
import { signInRequestSchema } from './sign-in-request.ts';

const credentials = { email: 'ada@example.org', password: 'secret' };
const read = (changes: object) => signInRequestSchema.parse({ credentials, sourceIp: '192.0.2.7', ...changes });

describe('a request to sign in', () => {
  it.each([
    ['the first half', 'a\ud800b', 'a\ufffdb'],
    ['the second half', '\udfffab', '\ufffdab'],
    ['both in the wrong order', '\udc00\ud800', '\ufffd\ufffd'],
    ['a whole pair', 'a😀b', 'a😀b'],
  ])('with %s of a surrogate pair is text that can be looked for', (_, sent, kept) => {
    expect(read({ credentials: { ...credentials, email: sent } })).toMatchObject({ credentials: { email: kept } });
    expect(read({ credentials: { ...credentials, password: sent } })).toMatchObject({
      credentials: { password: kept },
    });
  });

  it('knows an address from what is none', () => {
    expect(read({}).sourceIp).toBe('192.0.2.7');
    expect(read({ sourceIp: '"; drop' }).sourceIp).toBe('unknown');
  });
});
