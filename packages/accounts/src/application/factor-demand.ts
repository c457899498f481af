import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StoredUser } from '@cloudapp/data/user-item';
import { hasSecondFactor, secondFactorDue } from '../domain/second-factor.ts';

/** Within so many seconds a process has heard of another demand: it reads the settings no more often, however many requests there are. */
export const demandSeconds = 5;

/** Of whom a second factor is demanded, as of a few seconds ago at most. */
export class FactorDemand {
  readonly #settings: Pick<SettingRepository, 'signIn'>;
  #kept: { readonly from: Date; readonly read: Promise<StoredSignInSettings> } | undefined;

  constructor(settings: Pick<SettingRepository, 'signIn'>) {
    this.#settings = settings;
  }

  /** From when on somebody must have a second factor: an ISO instant; undefined of whom none is demanded, or who has one. */
  async dueOf(user: StoredUser, now: Date): Promise<string | undefined> {
    return hasSecondFactor(user) ? undefined : secondFactorDue(user, await this.#recent(now));
  }

  /** One read for all who ask meanwhile. One that failed is not kept: nobody is let through because it is not known what is asked. */
  async #recent(now: Date): Promise<StoredSignInSettings> {
    if (this.#kept === undefined || !isRecent(this.#kept.from, now)) {
      this.#kept = { from: now, read: this.#settings.signIn() };
    }
    const kept = this.#kept;
    try {
      return await kept.read;
    } catch (error) {
      if (this.#kept === kept) this.#kept = undefined;
      throw error;
    }
  }
}

/** Also where the clock was set back, by which what was read long ago would seem new. */
function isRecent(from: Date, now: Date): boolean {
  return Math.abs(now.getTime() - from.getTime()) < demandSeconds * 1000;
}
