/* Tests that several criteria are met by, as `file: title`. */

export const axe = [
  'e2e/specs/pages.spec.ts: ${path} is accessible to a user',
  'e2e/specs/pages.spec.ts: ${path} is accessible to an administrator',
  'e2e/specs/pages.spec.ts: dialogs and menus of users are accessible',
  'e2e/specs/pages.spec.ts: drawers and the palette are accessible',
];
export const sight =
  'e2e/specs/accessibility.spec.ts: ${path} can be used by the keyboard, by little sight and magnified';
export const keyboard = (title: string) => `e2e/specs/keyboard.spec.ts: ${title}`;
export const page = (name: string, title: string) => `spa/src/features/${name}-page.test.tsx: ${title}`;
export const launch = (title: string) => page('launch/routes/launch', title);
export const machine = (title: string) => page('machines/routes/machine', title);
export const signIn = (title: string) => page('sign-in/routes/sign-in', title);
