import type { GroupRule } from '@cloudapp/contracts/group-rule';
import { hasCode } from '../../../lib/api/api-error.ts';

/** What is missing from a rule before it can be kept. */
export function missingFrom({ group, role, quota }: GroupRule): { readonly group?: string; readonly gift?: string } {
  return {
    ...(group.trim() === '' && { group: 'Enter a group.' }),
    ...(role === undefined && quota === undefined && { gift: 'Choose a role, or a number of machines.' }),
  };
}

/** What is said of rules that are not all whole. */
export const notWhole = 'Fill in each rule, or remove it.';

/** How a rule is called where it was refused. @param place from 0 */
export function nameOfRule(place: number, rules: readonly GroupRule[]): string {
  return `Rule ${place + 1}${rules[place] === undefined ? '' : ` (${rules[place].group})`}`;
}

export function isWhole(rule: GroupRule): boolean {
  return Object.keys(missingFrom(rule)).length === 0;
}

/** RFC 6901: which rule of a request for nothing but rules. */
const placeInRules = /^\/rules\/(\d+)/;

/** What the API said is wrong with the first rule that it refused; undefined where it refused none. */
export function refusalOfRules(error: unknown, sent: readonly GroupRule[]): string | undefined {
  if (!hasCode(error, 'invalid-request')) return undefined;
  for (const { pointer, detail } of error.fields) {
    const place = placeInRules.exec(pointer)?.[1];
    if (place !== undefined) return `${nameOfRule(Number(place), sent)} ${detail}.`;
  }
  return undefined;
}
