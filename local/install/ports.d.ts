import type { ports } from './settings.js';

export const badPorts: readonly number[];
export function requirePorts(
  given: Readonly<Partial<Record<keyof typeof ports, number | string>> & { sso?: boolean | string }>,
): Promise<void>;
