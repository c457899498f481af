import { describe, expect, it } from 'vitest';
import { asOneTimePassword, generateOneTimePassword } from './one-time-password.ts';
import { passwordFault } from './password-policy.ts';

const person = { email: 'ada.lovelace@analytical.example', name: 'Ada Lovelace' };

describe('generateOneTimePassword', () => {
  it('is readable, different each time, and accepted by the policy', () => {
    const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
    const passwords = Array.from({ length: 200 }, () => generateOneTimePassword(random));

    expect(new Set(passwords).size).toBe(200);
    for (const password of passwords) {
      expect(password).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/);
      expect(passwordFault(password, person)).toBeUndefined();
    }
  });
});

describe('asOneTimePassword', () => {
  it.each([
    'yzc58-faee5-df44s-5j8az',
    ' yzc58-faee5-df44s-5j8az\n',
    '\tyzc58-faee5-df44s-5j8az',
    'yzc58-faee5-df44s-5j8az\u00A0',
    'yzc58\u2011faee5\u2011df44s\u20115j8az',
    'yzc58 \u2013 faee5 \u2013 df44s \u2013 5j8az',
    'yzc58-faee5-\r\ndf44s-5j8az',
    '\uFEFFyzc58-faee5-df44s\u200B-5j8az',
    'yzc58-fa\u00ADee5-df44s-5j8az\u200E',
    'Yzc58-FAEE5-df44s-5j8az',
  ])('takes %j as it was meant', (typed) => {
    expect(asOneTimePassword(typed)).toBe('yzc58-faee5-df44s-5j8az');
  });

  it.each(['a sentence with blanks', ' yzc58-faee5-df44s', 'yzc58 faee5 df44s 5j8az'])('leaves %j alone', (typed) => {
    expect(asOneTimePassword(typed)).toBe(typed);
  });
});
