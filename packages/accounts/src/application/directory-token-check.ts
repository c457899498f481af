import type { DirectorySettingRepository } from '@cloudapp/data/directory-setting-repository';
import { isTokenOf } from '@cloudapp/data/token';
import { isDirectoryToken } from '../domain/directory-token.ts';
import { isTouchDue } from '../domain/session-life.ts';

/** Tells whether the token of the directory holds. The service kit is given one, and asks it for requests of a directory. */
export class DirectoryTokenCheck {
  readonly #settings: DirectorySettingRepository;

  constructor(settings: DirectorySettingRepository) {
    this.#settings = settings;
  }

  /** Whether a text is the token, at the instant of asking; its use is noted once a minute. */
  async isTokenOfDirectory(text: string, address: string, now: Date): Promise<boolean> {
    if (!isDirectoryToken(text)) return false;
    const token = await this.#settings.token();
    if (token === undefined || !isTokenOf(token.tokenHash, text)) return false;
    return !isTouchDue(token.lastUsedAt, now) || (await this.#settings.touch(token, address, now));
  }
}
