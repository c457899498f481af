import { Recent } from '@cloudapp/data/recent';
import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StoredUser } from '@cloudapp/data/user-item';
import { hasSecondFactor, secondFactorDue } from '../domain/second-factor.ts';

/** Within so many seconds a process has heard of another demand: it reads the settings no more often, however many requests there are. */
export const demandSeconds = 5;

/** Of whom a second factor is demanded, as of a few seconds ago at most. */
export class FactorDemand {
  readonly #settings: Recent<StoredSignInSettings>;

  constructor(settings: Pick<SettingRepository, 'signIn'>) {
    this.#settings = new Recent(() => settings.signIn(), demandSeconds);
  }

  /**
   * From when on somebody must have a second factor: an ISO instant; undefined of whom none is demanded, or who has one. Where the
   * settings cannot be read it fails: nobody is let through because it is not known what is asked.
   */
  async dueOf(user: StoredUser, now: Date): Promise<string | undefined> {
    return hasSecondFactor(user) ? undefined : secondFactorDue(user, await this.#settings.get(now));
  }
}
