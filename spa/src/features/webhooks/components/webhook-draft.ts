import type { NoticeKind } from '@cloudapp/contracts/notice';
import type { Webhook, WebhookFormat, WebhookWish } from '@cloudapp/contracts/webhook';
import { hasCode } from '../../../lib/api/api-error.ts';

/** A webhook as the fields of its form hold it. */
export interface WebhookDraft {
  readonly name: string;
  readonly address: string;
  readonly format: WebhookFormat;
  readonly kinds: readonly NoticeKind[];
  readonly isOn: boolean;
}

export type DraftFaults = Partial<Readonly<Record<keyof WebhookDraft, string>>>;

export const emptyDraft: WebhookDraft = {
  name: '',
  address: '',
  format: 'json',
  kinds: ['machine-failed', 'deletion-ahead'],
  isOn: true,
};

export function draftOf({ name, address, format, kinds, isOn }: Webhook): WebhookDraft {
  return { name, address, format, kinds, isOn };
}

export function wishOf({ name, address, kinds, ...draft }: WebhookDraft): WebhookWish {
  return { ...draft, name: name.trim(), address: address.trim(), kinds: [...kinds] };
}

/** What is plainly missing or wrong, before anything is sent. */
export function faultsOf({ name, address, kinds }: WebhookDraft): DraftFaults {
  return {
    ...(name.trim() === '' && { name: 'Give it a name that others know it by.' }),
    ...(!isAddress(address.trim()) && { address: 'Enter an address that begins with https://.' }),
    ...(kinds.length === 0 && { kinds: 'Choose at least one.' }),
  };
}

function isAddress(text: string): boolean {
  return /^https?:\/\/./.test(text) && URL.canParse(text);
}

/** Which fields the API refused, and why; nothing where the refusal is of no field. */
export function refusalsOf(error: unknown): DraftFaults {
  if (!hasCode(error, 'invalid-request')) return {};
  const found = error.fields.map(({ pointer, detail }) => [pointer.slice(1), `It ${detail}.`] as const);
  // The first that is wrong with a field is said.
  return Object.fromEntries(found.filter(([field]) => field in emptyDraft).reverse());
}
