import { describe, expect, it } from 'vitest';
import { mailText } from './mail-text.ts';
import { isName } from './name.ts';

describe('text in a mail', () => {
  it.each([
    ['https://evil.example/a?b=c', 'https[:]/evil[.]example/a?b=c'],
    ['www.evil.example', 'www[.]evil[.]example'],
    ['evil.example', 'evil[.]example'],
    ['4u.example', '4u[.]example'],
    ['пример.рф', 'пример[.]рф'],
    ['例子。中国', '例子[.]中国'],
    ['evil．example', 'evil[.]example'],
    ['xn--e1afmkfd.xn--p1ai', 'xn--e1afmkfd[.]xn--p1ai'],
    ['a@evil.example', 'a[at]evil[.]example'],
    ['a＠evil', 'a[at]evil'],
    ['mailto:a', 'mailto[:]a'],
    ['javascript:alert(1)', 'javascript[:]alert(1)'],
    [String.raw`\\evil\share`, String.raw`/evil\share`],
    ['//evil', '/evil'],
    ['evil\u200b.example', 'evil .example'],
    ['evil\u202e.example', 'evil .example'],
    ['t3.large.evil.example', 't3[.]large[.]evil[.]example'],
    ['evil.example.t3.large', 'evil[.]example[.]t3[.]large'],
    ['t3.large/login', 't3[.]large/login'],
    ['t3.large\u3002evil', 't3[.]large[.]evil'],
    ['https://t3.large', 'https[:]/t3[.]large'],
    ['a@t3.large', 'a[at]t3[.]large'],
    ['www.t3.large', 'www[.]t3[.]large'],
    ['evil.large', 'evil[.]large'],
    ['t3.com', 't3[.]com'],
    ['t3.metalwork', 't3[.]metalwork'],
    ['xt3.ｌarge', 'xt3[.]ｌarge'],
    ['a\r\nBcc: x', 'a Bcc: x'],
    ['a\u2028b\u0000c', 'a b c'],
  ])('makes %j to %j', (text, expected) => {
    expect(mailText(text)).toBe(expected);
  });

  it.each([
    'Ada Lovelace',
    'J. R. R. Tolkien',
    "Conan O'Brien-Smith, Jr.",
    'علی\u200cرضا',
    'ශ්\u200dරී ලංකා',
    '👩\u200d👩\u200d👧 build box',
    'postgres 16.4, web 1',
    'AWS has no free t3.large machine. Try m7i-flex.2xlarge, (u7in.metal) or “t3a.small”.',
    'Take c7gd.medium.',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
  ])('leaves %j as it is', (text) => {
    expect(mailText(text)).toBe(text);
  });

  /** What mail programs make links of, after what a browser would read for one character or another. */
  const sizes = /\.large(?=\.?(?:\s|$)|["?)])/gu;
  const links = [/[\p{L}\p{N}]:\S/u, /\S@\S/u, /[\p{L}\p{N}]\.[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}]/u, /[\\/]{2}/u];
  const pieces = [
    ...[
      'http',
      'https',
      ':',
      '：',
      '/',
      '//',
      '\\',
      '.',
      '。',
      '．',
      '｡',
      '․',
      '@',
      '＠',
      'www',
      'evil',
      'example',
      'рф',
      't3',
      't3.large',
      'large',
    ],
    ...[
      '\u200b',
      '\u200c',
      '\u200d',
      '\u00ad',
      '\u202e',
      '\u2060',
      '\ufe0f',
      '\n',
      '\u2028',
      ' ',
      '\t',
      '1',
      '5',
      'a',
      'é',
    ],
    ...['ن', '👩', '्', 'क', '-', '[', ']', '(', '<', '>', '"', '?', '=', '%2e', '&#46;', '\ud800'],
  ];

  it('holds no link whatever it is put together from, and is one line, of which nothing else is lost', () => {
    let seed = 20_261_128;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const made = Array.from({ length: 20_000 }, () =>
      Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]).join(''),
    );
    const letters = (of: string) =>
      of
        .replace(/\[(?:\.|at|:)\]/gu, '')
        .match(/[\p{L}\p{N}]/gu)
        ?.join('');
    const isGood = (text: string) => {
      const shown = mailText(text);
      const isFree = !links.some((link) => link.test(shown.normalize('NFKC').replace(sizes, '')));
      const isLine = !/[\r\n\u2028\u2029]/u.test(shown);
      const isPlainName = isName(text) && !/[.。．｡․@＠:：/\\\s]/u.test(text);
      return isFree && isLine && letters(shown) === letters(text) && (!isPlainName || shown === text);
    };

    expect(made.filter((text) => !isGood(text))).toEqual([]);
  });
});
