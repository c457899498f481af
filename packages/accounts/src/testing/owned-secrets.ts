import type { OwnedSecrets } from '../adapters/owned-secrets.ts';

/** Where there is no KMS: as it does, opens a secret only for whom it was sealed. Hides nothing. */
export const openOwnedSecrets: Pick<OwnedSecrets, 'seal' | 'open'> = {
  seal: (ownerId, secret) => Promise.resolve(`${ownerId}.${Buffer.from(secret).toString('base64')}`),
  open: (ownerId, sealed) => {
    const [owner = '', secret = ''] = sealed.split('.');
    if (owner !== ownerId) throw new Error('This was sealed for somebody else');
    return Promise.resolve(new Uint8Array(Buffer.from(secret, 'base64')));
  },
};
