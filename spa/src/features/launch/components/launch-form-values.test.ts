import { describe, expect, it } from 'vitest';
import { blueprints } from '../../../testing/data/blueprints.ts';
import { machine } from '../../../testing/data/machines.ts';
import { sshKeys } from '../../../testing/data/records.ts';
import { initialValues, nameAfter, valuesLike } from './launch-form-values.ts';

describe('the name after another', () => {
  it.each([
    ['web', [], 'web-2'],
    ['web-2', [], 'web-3'],
    ['web', ['web-2', 'web-3'], 'web-4'],
    ['brave-otter', [], 'brave-otter-2'],
    ['7', [], '7-2'],
    ['node-2026', [], 'node-2027'],
    ['x'.repeat(60), [], `${'x'.repeat(58)}-2`],
    ['Straße 🦦', [], 'Straße 🦦-2'],
    [`${'x'.repeat(56)}👩‍🔬`, [], `${'x'.repeat(56)}-2`],
  ])('%s, where %j are taken, is %s', (name, taken, next) => {
    expect(nameAfter(name, taken)).toBe(next);
  });
});

describe('another like a machine', () => {
  const [blueprint] = blueprints();
  if (!blueprint) throw new Error('no blueprints');
  const values = initialValues(blueprint, 'brave-otter', true);
  const [key] = sshKeys();
  if (!key) throw new Error('no keys');

  it('has its size, time and key', () => {
    const one = machine('brave-otter', 'ready', 'postgresql', {
      size: { ...machine('a', 'ready', 'postgresql').size, id: 'small' },
      durationHours: 24,
      sshKey: { id: key.id, canBeReplaced: true },
    });

    expect(valuesLike(values, { blueprint, machine: one, savedKeys: [{ ...key, isSaved: true }] })).toMatchObject({
      size: 'small',
      durationHours: 24,
      keySource: 'saved',
      savedKeyId: key.id,
    });
  });

  it('keeps what the form proposes where that is not to be had any more', () => {
    const one = machine('brave-otter', 'ready', 'postgresql', {
      size: { ...machine('a', 'ready', 'postgresql').size, id: 'xlarge' },
      durationHours: 5,
      sshKey: { id: key.id, canBeReplaced: true },
    });

    expect(valuesLike(values, { blueprint, machine: one, savedKeys: [{ ...key, isSaved: false }] })).toEqual(values);
  });
});
