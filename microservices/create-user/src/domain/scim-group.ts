import {
  mostMembers,
  scimExternalId,
  scimGroupName,
  scimMembersSchema,
  scimSchemaIds,
  type ScimGroup,
  type ScimGroupWish,
  type ScimOperation,
} from '@cloudapp/contracts/scim-resource';
import type { StoredGroup } from '@cloudapp/data/directory-item';
import type * as z from 'zod';
import { ScimFault } from './scim-fault.ts';
import { patched, validValue, versionTag } from './scim-patch.ts';
import type { ScimPath } from './scim-path.ts';

/** What is to become of a group. Of its members those are named who come or go, not those who stay. */
export interface GroupEdit {
  readonly displayName?: string | undefined;
  readonly externalId?: string | undefined;
  /** Whether the members that there were go, before those who come. */
  readonly isEmptied: boolean;
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

/** The same while operations write to it: a request may name thousands, and copies for each operation would keep others waiting. */
interface Draft {
  displayName: string | undefined;
  externalId: string | undefined;
  isEmptied: boolean;
  readonly added: Set<string>;
  readonly removed: Set<string>;
}

/** The edit that makes a group what is sent, whatever it was. */
export function editWished({ displayName, externalId, members = [] }: ScimGroupWish): GroupEdit {
  return { displayName, externalId, isEmptied: true, added: new Set(idsOf(members)), removed: new Set() };
}

/**
 * What operations come to, one after the other.
 * @throws ScimFault path-invalid, value-invalid, target-missing, filter-invalid
 */
export function editPatched(group: StoredGroup, operations: readonly ScimOperation[]): GroupEdit {
  const { displayName, externalId } = group;
  const draft: Draft = { displayName, externalId, isEmptied: false, added: new Set(), removed: new Set() };
  return patched(draft, operations, (edit, operation, path) => {
    apply(edit, operation, path);
    return edit;
  });
}

function apply(draft: Draft, { op, value }: ScimOperation, { attribute, chosen }: ScimPath): void {
  const sent = op === 'remove' ? undefined : value;
  switch (attribute) {
    case 'displayname':
      draft.displayName = validValue('displayName', scimGroupName, sent);
      return;
    case 'externalid':
      draft.externalId = validValue('externalId', scimExternalId.nullish(), sent) ?? undefined;
      return;
    case 'members':
      if (chosen === undefined) changeMembers(draft, op, value);
      else changeChosen(draft, op, chosen);
      return;
    default:
      throw new ScimFault('path-invalid', 'Groups have no such attribute, or it cannot be changed');
  }
}

/** Members are removed one by one by a filter, as Okta and Entra ID do. */
function changeChosen(draft: Draft, op: ScimOperation['op'], chosen: string): void {
  if (op !== 'remove') throw new ScimFault('path-invalid', 'A member that is chosen can only be removed');
  take(draft, [chosen]);
}

function changeMembers(draft: Draft, op: ScimOperation['op'], value: unknown): void {
  if (op === 'remove' && (value === undefined || value === null)) {
    empty(draft);
    return;
  }
  const ids = idsOf(validValue('members', scimMembersSchema, Array.isArray(value) ? value : [value]));
  if (op === 'remove') {
    take(draft, ids);
    return;
  }
  if (op === 'replace') empty(draft);
  put(draft, ids);
}

function empty(draft: Draft): void {
  draft.isEmptied = true;
  draft.added.clear();
  draft.removed.clear();
}

function put({ added, removed }: Draft, ids: readonly string[]): void {
  for (const id of ids) {
    added.add(id);
    removed.delete(id);
  }
  if (added.size > mostMembers) throw new ScimFault('value-invalid', `A group has at most ${mostMembers} members`);
}

function take({ added, removed }: Draft, ids: readonly string[]): void {
  for (const id of ids) {
    added.delete(id);
    removed.add(id);
  }
}

function idsOf(members: z.output<typeof scimMembersSchema>): string[] {
  return members.map(({ value }) => value);
}

/** @param members the ids of all, or undefined where they were not asked for */
export function presentScimGroup(group: StoredGroup, members: readonly string[] | undefined, base: string): ScimGroup {
  const { id, externalId, displayName, createdAt, changedAt } = group;
  return {
    schemas: [scimSchemaIds.group],
    ...{ id, externalId, displayName },
    ...(members && {
      members: members.map((value) => ({ value, $ref: `${base}/Users/${value}`, type: 'User' as const })),
    }),
    meta: {
      resourceType: 'Group',
      created: createdAt,
      lastModified: changedAt,
      location: `${base}/Groups/${id}`,
      version: versionTag(group),
    },
  };
}
