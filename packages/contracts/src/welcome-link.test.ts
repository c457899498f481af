import { describe, expect, it } from 'vitest';
import { readWelcomeLink, welcomeLink } from './welcome-link.ts';

const handedOver = {
  email: "o'neil+a&b=c#d@example.org",
  oneTimePassword: 'yzc58-faee5-df44s-5j8az',
  validUntil: '2026-11-24T05:00:00.000Z',
};

describe('a link to choose a password', () => {
  it('is read as it was written', () => {
    expect(readWelcomeLink(new URL(welcomeLink('https://cloudapp.example', handedOver)).hash)).toEqual(handedOver);
  });

  it('has nothing in what browsers send', () => {
    const { origin, pathname, search } = new URL(welcomeLink('https://cloudapp.example', handedOver));

    expect([origin, pathname, search]).toEqual(['https://cloudapp.example', '/welcome', '']);
  });

  it.each([
    '',
    '#',
    '#email=a%40example.org&code=x',
    '#code=x&until=y',
    '#%',
    '#email=a%40example.org&code=x&until=soon',
  ])('is not what says only %j', (fragment) => {
    expect(readWelcomeLink(fragment)).toBeUndefined();
  });
});
