import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { keepUntilSaved, passOnKey, rememberedKeyFile, rememberKeyFile, usePendingKey } from './key-store.ts';

const pendingKeyOf = (machineId: string) => renderHook(() => usePendingKey(machineId)).result.current;

it('passes the key of a machine on to the one that replaces it, saved or not', () => {
  rememberKeyFile('failed', 'cloudapp-otter');
  keepUntilSaved('failed', { fileName: 'cloudapp-otter', privateKey: 'secret' });

  passOnKey('failed', 'fresh');

  expect(rememberedKeyFile('fresh')).toBe('cloudapp-otter');
  expect(pendingKeyOf('fresh')).toEqual({ fileName: 'cloudapp-otter', privateKey: 'secret' });
  expect(pendingKeyOf('failed')).toBeUndefined();
});

it('has nothing to pass on when the key was the person’s own', () => {
  passOnKey('failed-with-own-key', 'fresh-with-own-key');

  expect(rememberedKeyFile('fresh-with-own-key')).toBeUndefined();
  expect(pendingKeyOf('fresh-with-own-key')).toBeUndefined();
});
