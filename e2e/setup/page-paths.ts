/** Where the pages of everybody are, and those of administrators. */
export const userPages: readonly string[] = ['/launch', '/launch/postgresql', '/machines', '/profile', '/approve'];
export const administratorPages: readonly string[] = [
  '/admin',
  '/admin/machines',
  '/admin/machines/rules',
  '/admin/users',
  '/admin/sign-in',
  '/admin/audit',
  '/admin/audit/proof',
  '/admin/webhooks',
];
