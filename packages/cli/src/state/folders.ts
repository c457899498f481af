import { join } from 'node:path';
import type { Surroundings } from '../surroundings.ts';

type Place = Pick<Surroundings, 'environment' | 'home'>;

/** Where settings are kept (XDG Base Directory Specification). */
export function configFolder({ environment, home }: Place): string {
  return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), 'cloudapp');
}

/** Where it is kept what is going on. */
export function stateFolder({ environment, home }: Place): string {
  return join(environment.XDG_STATE_HOME ?? join(home, '.local', 'state'), 'cloudapp');
}

export function sshFolder({ home }: Place): string {
  return join(home, '.ssh');
}
