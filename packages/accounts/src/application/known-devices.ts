import type { DeviceRepository } from '@cloudapp/data/device-repository';
import { hashToken } from '@cloudapp/data/token';

/** Chrome keeps no cookie for more than 400 days; each sign-in begins the time anew. */
const knownDays = 365;
const millisecondsOfDay = 86_400_000;

interface KnownDevicesParts {
  readonly devices: DeviceRepository;
  readonly newToken: () => string;
}

/** The token that a browser is to keep, and for how many seconds. */
export interface DeviceToken {
  readonly token: string;
  readonly maxAgeSeconds: number;
}

/** Browsers from which somebody has signed in before, each bound to whom it was. */
export class KnownDevices {
  readonly #to: KnownDevicesParts;

  constructor(parts: KnownDevicesParts) {
    this.#to = parts;
  }

  /** Whether a user has signed in from the browser that sends this token. */
  async isKnown(token: string, userId: string, now: Date): Promise<boolean> {
    return await this.#to.devices.isKnown(hashToken(token), userId, now);
  }

  /**
   * Binds a browser to a user who has just signed in there. A browser that others sign in from as well keeps its token; one that
   * sends a token that sign-in has never given out gets another, so that nobody can choose it.
   */
  async remember(sent: string | undefined, userId: string, now: Date): Promise<DeviceToken> {
    const { devices, newToken } = this.#to;
    const token = sent !== undefined && (await devices.isIssued(hashToken(sent))) ? sent : newToken();
    const until = new Date(now.getTime() + knownDays * millisecondsOfDay);
    await devices.remember(hashToken(token), userId, until);
    return { token, maxAgeSeconds: (knownDays * millisecondsOfDay) / 1000 };
  }
}
