/**
 * Where the key is that seals: in IndexedDB, as an object that the browser lets nobody export. What is sealed stands elsewhere,
 * in a tab's session storage, so that neither is worth anything without the other.
 */
export interface Keyring {
  /** The key, made if there is none. */
  readonly key: () => Promise<CryptoKey>;
  readonly forget: () => Promise<void>;
}

const databaseName = 'cloudapp';
const storeName = 'seals';
const keyName = 'unsaved-keys';

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The browser does not say why it keeps nothing'));
    };
  });
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(storeName);
  };
  const database = await answerOf(opening);
  try {
    return await answerOf(act(database.transaction(storeName, mode).objectStore(storeName)));
  } finally {
    database.close();
  }
}

/** The keyring of this browser, which all its tabs share. */
export const browserKeyring: Keyring = {
  key: async () => {
    const find = () => inStore('readonly', (store) => store.get(keyName) as IDBRequest<CryptoKey | undefined>);
    const found = await find();
    if (found) return found;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // Another tab may have been faster: its key stays, and is everybody's.
    await inStore('readwrite', (store) => store.add(made, keyName)).catch(() => undefined);
    return (await find()) ?? made;
  },
  forget: async () => {
    await inStore('readwrite', (store) => store.delete(keyName));
  },
};

/** Puts a text, sealed by AES-GCM, where this tab finds it after a reload. Rejects where the browser keeps nothing. */
export async function putSealed(item: string, text: string, keyring: Keyring): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await keyring.key(),
    new TextEncoder().encode(text),
  );
  sessionStorage.setItem(item, JSON.stringify([[...iv], [...new Uint8Array(sealed)]]));
}

/** The text that was put; undefined where there is none, or none that can be opened any more. */
export async function getSealed(item: string, keyring: Keyring): Promise<string | undefined> {
  try {
    const [iv, sealed] = JSON.parse(sessionStorage.getItem(item) ?? '') as [number[], number[]];
    const algorithm = { name: 'AES-GCM', iv: Uint8Array.from(iv) };
    const opened = await crypto.subtle.decrypt(algorithm, await keyring.key(), Uint8Array.from(sealed));
    return new TextDecoder().decode(opened);
  } catch {
    return undefined;
  }
}
