import type { GroupRule } from '@cloudapp/contracts/group-rule';

/** What is missing from a rule before it can be kept. */
export function missingFrom({ group, role, quota }: GroupRule): { readonly group?: string; readonly gift?: string } {
  return {
    ...(group.trim() === '' && { group: 'Enter a group.' }),
    ...(role === undefined && quota === undefined && { gift: 'Choose a role, or a number of machines.' }),
  };
}

export function isWhole(rule: GroupRule): boolean {
  return Object.keys(missingFrom(rule)).length === 0;
}
