import { nameKey } from '@cloudapp/accounts/application/directory-changes';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import type { Actor } from '@cloudapp/accounts/domain/audit-entry';
import { rightsOf, type GroupRights } from '@cloudapp/accounts/domain/group-rules';
import type { GroupRule } from '@cloudapp/contracts/group-rule';
import type { StoredUser } from '@cloudapp/data/user-item';
import { ScimFault } from '../domain/scim-fault.ts';
import type { Parts } from './parts.ts';
import { UserError } from './user-error.ts';

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
 * Makes a change in the directory and gives whom it is about what the rules give them by their groups. A mark stands from before the
 * change until they have it, so that whoever starts after an interruption goes on; done again, it changes nothing.
 * @param change answers whom it is about; a refusal that it throws comes before it has written anything
 * @returns whom it was about
 */
export async function withRights(
  parts: Parts,
  actor: Actor,
  change: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const { directorySettings, rightsPass, newToken } = parts;
  const mark = newToken();
  await directorySettings.setPending(mark);
  try {
    const userIds = await change();
    if (userIds.length > mostAtOnce) {
      rightsPass.start();
      return userIds;
    }
    await giveRights(parts, userIds, actor);
    await directorySettings.clearPending([mark]);
    return userIds;
  } catch (error) {
    if (isRefusal(error)) await directorySettings.clearPending([mark]);
    else rightsPass.start();
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return [AccountConflictError, ScimFault, UserError].some((kind) => error instanceof kind);
}

/** Gives people of the directory, and nobody else, what rules give them. */
export async function giveRights(parts: Parts, userIds: readonly string[], actor: Actor): Promise<void> {
  let left = userIds;
  while (left.length > 0) left = await giveOnce(parts, left, actor);
}

/**
 * @returns whom it has given something: rules and groups may have become others while it did, by a request that found nothing to give
 * because this had not yet written
 */
async function giveOnce(parts: Parts, userIds: readonly string[], actor: Actor): Promise<string[]> {
  const { rules } = await parts.directorySettings.rules();
  if (rules.length === 0) return [];
  const ruled = await ruledGroups(parts, rules);
  const changed: string[] = [];
  for (let start = 0; start < userIds.length; start += together) {
    const due = await rightsDue(parts, rules, ruled, userIds.slice(start, start + together));
    for (let next = 0; next < due.length; next += parallel) {
      const given = due.slice(next, next + parallel).map(async ({ user, rights }) => {
        const after = await parts.rights(user, rights, actor);
        return after.version === user.version ? [] : [user.id];
      });
      changed.push(...(await Promise.all(given)).flat());
    }
  }
  return changed;
}

interface Due {
  readonly user: StoredUser;
  readonly rights: GroupRights;
}

/** Who of some people has other rights than the rules give. */
async function rightsDue(
  { directory, users, quotas }: Parts,
  rules: readonly GroupRule[],
  ruled: readonly RuledGroup[],
  userIds: readonly string[],
): Promise<Due[]> {
  const asked = userIds.flatMap((userId) => ruled.map(({ groupId }) => ({ groupId, userId })));
  const unique = [...new Map(asked.map((one) => [`${one.groupId} ${one.userId}`, one])).values()];
  const [managed, memberships, found, limits] = await Promise.all([
    directory.peopleAmong(userIds),
    directory.existing(unique),
    users.getMany(userIds, { ConsistentRead: true }),
    quotas.getMany(userIds),
  ]);
  const isIn = new Set(memberships.map(({ groupId, userId }) => `${groupId} ${userId}`));
  return found
    .filter(({ id }) => managed.has(id))
    .flatMap((user) => {
      const groups = ruled.filter(({ groupId }) => isIn.has(`${groupId} ${user.id}`)).map(({ rule }) => rule);
      const rights = rightsOf(rules, groups);
      const limit = limits.get(user.id)?.limit ?? 0;
      const isSame = (rights.role ?? user.role) === user.role && (rights.quota ?? limit) === limit;
      return isSame ? [] : [{ user, rights }];
    });
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
