import { fewestGuesses, judgePassword } from '@cloudapp/contracts/password-judgement';
import { describe, expect, it } from 'vitest';
import { strengthOf } from './password-strength.ts';

const nobody = { known: [], hasSecondFactor: false };
const ada = { known: ['Ada Lovelace'], hasSecondFactor: false };

describe('the meter', () => {
  it.each([
    'thisismypassword',
    'qwertzuiopasdfg',
    'Lovelace2026Lovelace',
    'kayak umber lantern fjord',
    'the sea was very calm',
  ])('calls %j usable only if the service does', (password) => {
    const { fault } = judgePassword(password, ['Ada Lovelace']);

    const strength = strengthOf(password, ada, judgePassword);

    expect(strength.score === 1).toBe(fault !== undefined);
    expect(strength.advice).toContain(fault ?? '.');
  });

  it.each([
    [fewestGuesses, 'Fair'],
    [14, 'Good'],
    [17, 'Strong'],
  ])('from 10^%d guesses on says %s', (guesses, label) => {
    expect(strengthOf('fifteen letters', nobody, () => ({ guesses })).label).toBe(label);
  });

  it('counts characters as the service does', () => {
    expect(strengthOf('👍'.repeat(14), nobody, undefined)).toMatchObject({ score: 0, label: 'Too short' });
    expect(strengthOf('\ufdfa', nobody, undefined)).toMatchObject({ score: 0, label: 'Too short' });
    expect(strengthOf('\ufdfa'.repeat(256), nobody, undefined)).toMatchObject({ score: 1, label: 'Too long' });
  });

  it('asks for less beside a second factor', () => {
    const owner = { known: [], hasSecondFactor: true };

    expect(strengthOf('7 chars', owner, undefined)).toMatchObject({
      label: 'Too short',
      advice: expect.stringContaining('1 more character needed') as string,
    });
    expect(strengthOf('8 chars!', owner, undefined).label).toBe('Long enough');
    expect(strengthOf('14 characters!', nobody, undefined).label).toBe('Too short');
  });

  it('praises nothing that it cannot judge', () => {
    expect(strengthOf('thisismypassword', nobody, undefined)).toMatchObject({ score: 2, label: 'Long enough' });
  });
});
