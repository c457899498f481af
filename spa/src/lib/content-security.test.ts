import { expect, it } from 'vitest';
import { plainTextOnly } from './content-security.ts';

it('lets styles through and no markup', () => {
  expect(plainTextOnly(':root > a { --x: 1px }')).toBe(':root > a { --x: 1px }');
  expect(() => plainTextOnly('<img src=x onerror=alert(1)>')).toThrow(TypeError);
});
