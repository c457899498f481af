import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Keyring } from '../../lib/sealed-item.ts';
import { unsavedKeysItem } from '../../lib/unsaved-items.ts';
import {
  dropKeys,
  forgetKey,
  hasUnsavedKeys,
  keepUntilSaved,
  passOnKey,
  restoreKeys,
  usePendingKey,
} from './key-store.ts';

const key = { keyId: 'a'.repeat(64), fileName: 'cloudapp-otter', privateKey: 'PRIVATE HALF' };
const pendingKeyOf = (machineId: string) => renderHook(() => usePendingKey(machineId)).result.current;
const sealed = () => sessionStorage.getItem(unsavedKeysItem);

/** What IndexedDB does for a browser. */
function memoryKeyring(): Keyring & { readonly held: () => CryptoKey | undefined } {
  let held: CryptoKey | undefined;
  return {
    held: () => held,
    key: async () =>
      (held ??= await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])),
    forget: async () => {
      held = undefined;
      return Promise.resolve();
    },
  };
}

/** As after a reload: the tab's memory is gone, and its session storage is not. */
async function reload(): Promise<void> {
  await waitFor(() => {
    expect(sealed()).not.toBeNull();
  });
  const left = sealed() ?? '';
  dropKeys();
  await waitFor(() => {
    expect(sealed()).toBeNull();
  });
  sessionStorage.setItem(unsavedKeysItem, left);
}

afterEach(() => {
  dropKeys();
  sessionStorage.clear();
});

it('has a key again after a reload, and keeps it sealed until then', async () => {
  const keyring = { ...memoryKeyring(), forget: async () => Promise.resolve() };
  await restoreKeys('ada', keyring);
  keepUntilSaved('machine', key);
  await reload();
  expect(sealed()).not.toContain('PRIVATE');
  expect(sealed()).not.toContain('otter');
  expect(pendingKeyOf('machine')).toBe('unknown');

  await restoreKeys('ada', keyring);

  expect(pendingKeyOf('machine')).toEqual(key);
});

it('gives nobody the keys of somebody else', async () => {
  const keyring = { ...memoryKeyring(), forget: async () => Promise.resolve() };
  await restoreKeys('ada', keyring);
  keepUntilSaved('machine', key);
  await reload();

  await restoreKeys('grace', keyring);

  expect(pendingKeyOf('machine')).toBeUndefined();
  await waitFor(() => {
    expect(sealed()).toBeNull();
  });
});

it('wipes what is sealed, and what sealed it, when the session ends', async () => {
  const keyring = memoryKeyring();
  await restoreKeys('ada', keyring);
  keepUntilSaved('machine', key);
  await waitFor(() => {
    expect(sealed()).not.toBeNull();
  });
  const left = sealed() ?? '';

  dropKeys();

  await waitFor(() => {
    expect([sealed(), keyring.held(), hasUnsavedKeys()]).toEqual([null, undefined, false]);
  });
  sessionStorage.setItem(unsavedKeysItem, left);
  await restoreKeys('ada', keyring);
  expect(pendingKeyOf('machine')).toBeUndefined();
});

it('leaves nothing of a key that is saved', async () => {
  await restoreKeys('ada', memoryKeyring());
  keepUntilSaved('machine', key);
  await waitFor(() => {
    expect(sealed()).not.toBeNull();
  });

  forgetKey('machine');

  expect(pendingKeyOf('machine')).toBeUndefined();
  await waitFor(() => {
    expect(sealed()).toBeNull();
  });
});

it('asks before the tab is left as long as a key is not saved', async () => {
  const isAsked = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  await restoreKeys('ada', memoryKeyring());
  keepUntilSaved('machine', key);
  expect(isAsked()).toBe(true);

  forgetKey('machine');

  expect(isAsked()).toBe(false);
});

it('passes the key of a machine on to the one that replaces it', async () => {
  await restoreKeys('ada', memoryKeyring());
  keepUntilSaved('failed', key);

  passOnKey('failed', 'fresh');

  expect(pendingKeyOf('fresh')).toEqual(key);
  expect(pendingKeyOf('failed')).toBeUndefined();
});

it('has nothing to pass on when the key was the person’s own', async () => {
  await restoreKeys('ada', memoryKeyring());

  passOnKey('failed-with-own-key', 'fresh-with-own-key');

  expect(pendingKeyOf('fresh-with-own-key')).toBeUndefined();
});
