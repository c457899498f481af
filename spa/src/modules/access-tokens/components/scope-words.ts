import type { TokenScope } from '@cloudapp/contracts/route';

export const scopeLabels: Readonly<Record<TokenScope, string>> = {
  read: 'See',
  machines: 'Launch and use machines',
  admin: 'Administer',
};

/** As they are offered: from what harms least. */
export const scopesInOrder: readonly TokenScope[] = ['read', 'machines', 'admin'];
