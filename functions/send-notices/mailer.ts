import type { Mail } from './mail.ts';

/**
 * What became of sending a mail:
 * - `taken`: it will be delivered; sending it again would be a second one
 * - `refused`: it was not taken, and others may be
 * - `unavailable`: it was not taken, and no other would be now
 * - `unknown`: nobody can say whether it was taken, since no answer came
 */
export type Outcome =
  | { readonly kind: 'taken'; readonly messageId: string }
  | { readonly kind: 'refused' | 'unavailable' | 'unknown'; readonly reason: string };

/** Whatever takes mails to people. */
export interface Mailer {
  /** @param tag comes back with whatever is told of this mail later; letters, digits, `-` and `_` */
  send(to: string, mail: Mail, tag: string): Promise<Outcome>;
}
