import type { CDPSession, Page } from '@playwright/test';

/** A passkey as Chromium gives it out, private key and counter with it. */
interface Credential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly rpId?: string;
  readonly privateKey: string;
  readonly userHandle?: string;
  readonly signCount: number;
}

/** A device with passkeys, as Chromium imagines one: somebody agrees to whatever it is asked, at once. */
export class PasskeyDevice {
  readonly #browser: CDPSession;
  readonly #authenticatorId: string;

  private constructor(browser: CDPSession, authenticatorId: string) {
    this.#browser = browser;
    this.#authenticatorId = authenticatorId;
  }

  static async plugInto(page: Page): Promise<PasskeyDevice> {
    const browser = await page.context().newCDPSession(page);
    await browser.send('WebAuthn.enable');
    const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new PasskeyDevice(browser, authenticatorId);
  }

  async credentials(): Promise<readonly Credential[]> {
    const { credentials } = await this.#browser.send('WebAuthn.getCredentials', {
      authenticatorId: this.#authenticatorId,
    });
    return credentials;
  }

  /** Has what another device had. */
  async take(credentials: readonly Credential[]): Promise<void> {
    for (const credential of credentials) {
      await this.#browser.send('WebAuthn.addCredential', { authenticatorId: this.#authenticatorId, credential });
    }
  }

  async unplug(): Promise<void> {
    await this.#browser.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.#authenticatorId });
  }
}
