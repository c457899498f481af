import { auditEntry } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import { writeDirectoryToken } from '@cloudapp/accounts/domain/directory-token';
import type { Directory, MadeDirectoryToken } from '@cloudapp/contracts/directory';
import type { GroupRule } from '@cloudapp/contracts/group-rule';
import type { StoredDirectoryToken } from '@cloudapp/data/directory-item';
import { hashToken } from '@cloudapp/data/token';
import type { Parts, ProvenActor } from './parts.ts';
import { scimBase } from './scim-request.ts';

export async function readDirectory(parts: Parts): Promise<Directory> {
  const { directory, directorySettings } = parts;
  const [token, { rules, pending }, people, groups] = await Promise.all([
    directorySettings.token(),
    directorySettings.rules(),
    directory.countPeople(),
    directory.countGroups(),
  ]);
  return {
    address: scimBase(parts),
    token: token && presentToken(token),
    rules,
    isApplying: pending.size > 0,
    ...{ people, groups },
  };
}

/** Makes the token of the directory in place of the one that there is: whoever has that one is refused from then on. */
export async function makeDirectoryToken(parts: Parts, actor: ProvenActor): Promise<MadeDirectoryToken> {
  requireFreshProof(actor, actor.now);
  const before = await parts.directorySettings.token();
  const secret = writeDirectoryToken(parts.random);
  const token = { tokenHash: hashToken(secret), madeAt: actor.now.toISOString(), madeBy: actor.name };
  const detail = before && 'In place of the one before';
  await parts.directoryChanges.replaceToken(token, auditEntry(actor, 'directory-token-made', undefined, { detail }));
  return { token: presentToken(token), secret };
}

export async function endDirectoryToken(parts: Parts, actor: ProvenActor): Promise<void> {
  requireFreshProof(actor, actor.now);
  await parts.directoryChanges.endToken(auditEntry(actor, 'directory-token-ended', undefined));
}

/** Sets what groups give people. It reaches them one after the other, after the answer. */
export async function setDirectoryRules(parts: Parts, rules: GroupRule[], actor: ProvenActor): Promise<Directory> {
  requireFreshProof(actor, actor.now);
  const read = await parts.directorySettings.rules();
  const detail = rules.length === 1 ? 'One rule' : `${rules.length} rules`;
  const entry = auditEntry(actor, 'directory-rules-changed', undefined, { detail });
  await parts.directoryChanges.setRules(read, rules, parts.newToken(), entry);
  const answer = await readDirectory(parts);
  parts.rightsPass.start();
  return answer;
}

function presentToken({ madeAt, madeBy, lastUsedAt, lastUsedFrom }: StoredDirectoryToken) {
  return { madeAt, madeBy, lastUsedAt, lastUsedFrom };
}
