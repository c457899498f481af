import type { Instance } from '@cloudapp/contracts/instance';

/** Who can be signed in on a picture. */
export type Role = 'user' | 'newcomer' | 'used-up' | 'empty' | 'admin';

/** What the pictures show: made once for a run, handed to its workers through the environment. */
export interface Scene {
  /** Session cookies as `name=value`. */
  readonly cookies: Readonly<Record<Role, string>>;
  /** The user's own, to sign in with by hand. */
  readonly email: string;
  readonly password: string;
  /** Ids of the user's machines. */
  readonly machines: Readonly<Record<'ready' | 'stopped' | 'failed' | 'others', string>>;
  /** A machine's answers while it was being made, kept so that every picture can show the same moment. */
  readonly moments: Readonly<Record<'launching' | 'installing', Instance>>;
}

const variable = 'CLOUDAPP_SCREENSHOTS_SCENE';

export function handOver(scene: Scene): void {
  process.env[variable] = JSON.stringify(scene);
}

export function sceneOfThisRun(): Scene {
  return JSON.parse(process.env[variable] ?? '{}') as Scene;
}
