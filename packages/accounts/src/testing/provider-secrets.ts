import type { ProviderSecrets } from '../adapters/provider-secrets.ts';

/** Where there is no Secrets Manager: the name says the secret. Hides nothing. */
export const openProviderSecrets: Pick<ProviderSecrets, 'keep' | 'read' | 'remove'> = {
  keep: (_providerId, secret) => Promise.resolve(`open/${secret}`),
  read: (name) => Promise.resolve(name.slice('open/'.length)),
  remove: () => Promise.resolve(),
};
