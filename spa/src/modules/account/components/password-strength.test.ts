import { fewestGuesses, judgePassword } from '@cloudapp/contracts/password-judgement';
import { describe, expect, it } from 'vitest';
import { strengthOf } from './password-strength.ts';

describe('the meter', () => {
  it.each([
    'thisismypassword',
    'qwertzuiopasdfg',
    'Lovelace2026Lovelace',
    'kayak umber lantern fjord',
    'the sea was very calm',
  ])('calls %j usable only if the service does', (password) => {
    const { fault } = judgePassword(password, ['Ada Lovelace']);

    const strength = strengthOf(password, ['Ada Lovelace'], judgePassword);

    expect(strength.score === 1).toBe(fault !== undefined);
    expect(strength.advice).toContain(fault ?? '.');
  });

  it.each([
    [fewestGuesses, 'Fair'],
    [14, 'Good'],
    [17, 'Strong'],
  ])('from 10^%d guesses on says %s', (guesses, label) => {
    expect(strengthOf('fifteen letters', [], () => ({ guesses })).label).toBe(label);
  });

  it('counts characters as the service does', () => {
    expect(strengthOf('👍'.repeat(14), [], undefined)).toMatchObject({ score: 0, label: 'Too short' });
    expect(strengthOf('\ufdfa', [], undefined)).toMatchObject({ score: 0, label: 'Too short' });
    expect(strengthOf('\ufdfa'.repeat(256), [], undefined)).toMatchObject({ score: 1, label: 'Too long' });
  });

  it('praises nothing that it cannot judge', () => {
    expect(strengthOf('thisismypassword', [], undefined)).toMatchObject({ score: 2, label: 'Long enough' });
  });
});
