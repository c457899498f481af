import { nameKey } from '@cloudapp/accounts/application/directory-changes';
import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import { rightsOf } from '@cloudapp/accounts/domain/group-rules';
import type { GroupRule } from '@cloudapp/contracts/group-rule';
import type { Parts } from './parts.ts';

/** People whose rights one request sets itself; the others are waited for by nobody. 1,000 take some seconds. */
const mostAtOnce = 1000;
/** People looked at together: 50 rules ask for 50 members of each, and 100 keys are one read. */
const together = 100;
/** People changed side by side, each by a transaction. */
const parallel = 10;

/** A group that a rule names, whatever the rule calls it. */
interface RuledGroup {
  readonly rule: string;
  readonly groupId: string;
}

/**
 * Gives some people what the rules give them by their groups. A mark stands while they wait, so that whoever starts after an
 * interruption goes on; done again, it changes nothing.
 */
export async function followRules(parts: Parts, userIds: readonly string[], actor: Actor): Promise<void> {
  const { directorySettings, rightsPass, newToken } = parts;
  const { rules } = await directorySettings.rules();
  if (rules.length === 0 || userIds.length === 0) return;
  const mark = newToken();
  await directorySettings.setPending(mark);
  if (userIds.length > mostAtOnce) {
    rightsPass.start();
    return;
  }
  await giveRights(parts, rules, userIds, actor);
  await directorySettings.clearPending(mark);
}

/** Gives people of the directory, and nobody else, what rules give them. */
export async function giveRights(
  parts: Parts,
  rules: readonly GroupRule[],
  userIds: readonly string[],
  actor: Actor,
): Promise<void> {
  const ruled = await ruledGroups(parts, rules);
  for (let start = 0; start < userIds.length; start += together) {
    await giveRightsTogether(parts, rules, ruled, userIds.slice(start, start + together), actor);
  }
}

async function giveRightsTogether(
  parts: Parts,
  rules: readonly GroupRule[],
  ruled: readonly RuledGroup[],
  userIds: readonly string[],
  actor: Actor,
): Promise<void> {
  const { directory, users, quotas } = parts;
  const asked = userIds.flatMap((userId) => ruled.map(({ groupId }) => ({ groupId, userId })));
  const unique = [...new Map(asked.map((one) => [`${one.groupId} ${one.userId}`, one])).values()];
  const [managed, memberships, found, limits] = await Promise.all([
    directory.peopleAmong(userIds),
    directory.existing(unique),
    users.getMany(userIds, { ConsistentRead: true }),
    quotas.getMany(userIds),
  ]);
  const isIn = new Set(memberships.map(({ groupId, userId }) => `${groupId} ${userId}`));
  const due = found
    .filter(({ id }) => managed.has(id))
    .flatMap((user) => {
      const groups = ruled.filter(({ groupId }) => isIn.has(`${groupId} ${user.id}`)).map(({ rule }) => rule);
      const rights = rightsOf(rules, groups);
      const limit = limits.get(user.id)?.limit ?? 0;
      const isSame = (rights.role ?? user.role) === user.role && (rights.quota ?? limit) === limit;
      return isSame ? [] : [{ user, rights }];
    });
  for (let start = 0; start < due.length; start += parallel) {
    await Promise.all(due.slice(start, start + parallel).map(({ user, rights }) => parts.rights(user, rights, actor)));
  }
}

/** The groups that rules name, by name to the letter, by the id that the directory gives them or by ours. */
async function ruledGroups({ directory }: Parts, rules: readonly GroupRule[]): Promise<RuledGroup[]> {
  const found = await Promise.all(
    rules.map(async ({ group: rule }) => {
      const ids = await Promise.all([
        directory.ownerOf('group-name', nameKey({ displayName: rule })),
        directory.ownerOf('group-external-id', rule),
        Promise.resolve(rule),
      ]);
      const groups = await Promise.all(
        [...new Set(ids.filter((id) => id !== undefined))].map((id) => directory.group(id)),
      );
      return groups.flatMap((group) => {
        const isMeant = group !== undefined && [group.displayName, group.externalId, group.id].includes(rule);
        return isMeant ? [{ rule, groupId: group.id }] : [];
      });
    }),
  );
  return found.flat();
}
