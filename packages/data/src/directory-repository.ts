import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { readBatches } from './batch-read.ts';
import { writeBatches } from './batch-write.ts';
import type { Database } from './database.ts';
import { claimItem, groupItem, memberItem, personItem, type StoredGroup, type StoredPerson } from './directory-item.ts';
import type { TransactItem } from './transaction.ts';

const peopleKey = 'people';
const groupsKey = 'groups';

/** What only one may have: an id that the directory gives a person or a group, and the name of a group in whatever case. */
export type Claim = 'person-external-id' | 'group-external-id' | 'group-name';

/** Who is in which group. */
export interface Membership {
  readonly groupId: string;
  readonly userId: string;
}

type Key = Record<'pk' | 'sk', string>;

/**
 * People and groups of a company's directory. A member is an item of its own below its group: a group may have thousands, of whom a
 * request changes a few. Order is that of ids, which begin with the time.
 */
export class DirectoryRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get #table(): string {
    return this.#database.table('directory');
  }

  async person(userId: string): Promise<StoredPerson | undefined> {
    const item = await this.#get({ pk: peopleKey, sk: userId });
    return item && personItem.parse(item);
  }

  /** Everybody whom the directory manages, in the order in which their accounts were made. */
  async people(): Promise<StoredPerson[]> {
    return (await this.#query(peopleKey)).map(personItem.parse);
  }

  /** Those of some users whom the directory manages. */
  async peopleAmong(userIds: readonly string[]): Promise<Set<string>> {
    const keys = userIds.map((userId) => ({ pk: peopleKey, sk: userId }));
    const found = await readBatches(this.#database, 'directory', keys, { ConsistentRead: true });
    return new Set(found.map((item) => personItem.parse(item).userId));
  }

  async group(groupId: string): Promise<StoredGroup | undefined> {
    const item = await this.#get({ pk: groupsKey, sk: groupId });
    return item && groupItem.parse(item);
  }

  /** All groups, in the order in which they were made. */
  async groups(): Promise<StoredGroup[]> {
    return (await this.#query(groupsKey)).map(groupItem.parse);
  }

  async countPeople(): Promise<number> {
    return await this.#count(peopleKey);
  }

  async countGroups(): Promise<number> {
    return await this.#count(groupsKey);
  }

  /** The id of the person or group that has what only one may have. */
  async ownerOf(claim: Claim, value: string): Promise<string | undefined> {
    const item = await this.#get(claimKey(claim, value));
    return item && claimItem.parse(item).ownerId;
  }

  /** The ids of all members of a group. */
  async membersOf(groupId: string): Promise<string[]> {
    return (await this.#query(groupId)).map((item) => memberItem.parse(item).sk);
  }

  /** Those of some memberships that there are. */
  async existing(memberships: readonly Membership[]): Promise<Membership[]> {
    const keys = memberships.map(memberKey);
    const found = await readBatches(this.#database, 'directory', keys, { ConsistentRead: true });
    return found.map(memberItem.parse).map(({ pk, sk }) => ({ groupId: pk, userId: sk }));
  }

  /** Puts people into a group and takes others out, each for itself; done again, it changes nothing. */
  async changeMembers(groupId: string, added: readonly string[], removed: readonly string[]): Promise<void> {
    await writeBatches(this.#database, 'directory', [
      ...added.map((userId) => ({
        PutRequest: { Item: { ...memberItem.mark, ...memberKey({ groupId, userId }), memberId: userId } },
      })),
      ...removed.map((userId) => ({ DeleteRequest: { Key: memberKey({ groupId, userId }) } })),
    ]);
  }

  /** Takes somebody out of all groups. */
  async forgetMember(userId: string): Promise<void> {
    const pages = paginateQuery(
      { client: this.#database.client },
      {
        TableName: this.#table,
        IndexName: 'by-member',
        KeyConditionExpression: 'memberId = :userId',
        ExpressionAttributeValues: { ':userId': userId },
      },
    );
    for await (const { Items = [] } of pages) {
      const keys = Items.map(memberItem.parse).map(({ pk, sk }) => ({ pk, sk }));
      await writeBatches(
        this.#database,
        'directory',
        keys.map((Key) => ({ DeleteRequest: { Key } })),
      );
    }
  }

  /** A person as the directory says they are, within a transaction; fails when somebody is to join who has, or to change who has not. */
  personItem({ userId, ...person }: StoredPerson, isNew: boolean): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { ...personItem.mark, pk: peopleKey, sk: userId, ...person },
        ConditionExpression: isNew ? 'attribute_not_exists(pk)' : 'attribute_exists(pk)',
      },
    };
  }

  /** The removal of a person within a transaction; fails when they are not there. */
  leaveItem(userId: string): TransactItem {
    return this.#deleteItem({ pk: peopleKey, sk: userId });
  }

  /** A group within a transaction; fails when it is another than was read. */
  groupItem({ id, ...group }: StoredGroup, read: StoredGroup | undefined): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { ...groupItem.mark, pk: groupsKey, sk: id, ...group },
        ...conditionOn(read),
      },
    };
  }

  /** The removal of a group within a transaction; fails when it is another than was read. */
  removeItem(read: StoredGroup): TransactItem {
    return { Delete: { TableName: this.#table, Key: { pk: groupsKey, sk: read.id }, ...conditionOn(read) } };
  }

  /** Takes what only one may have, within a transaction; fails when somebody else has it. */
  claimItem(claim: Claim, value: string, ownerId: string): TransactItem {
    return {
      Put: {
        TableName: this.#table,
        Item: { ...claimItem.mark, ...claimKey(claim, value), ownerId },
        ConditionExpression: 'attribute_not_exists(pk) OR ownerId = :owner',
        ExpressionAttributeValues: { ':owner': ownerId },
      },
    };
  }

  /** Gives back what only one may have, within a transaction. */
  unclaimItem(claim: Claim, value: string): TransactItem {
    return { Delete: { TableName: this.#table, Key: claimKey(claim, value) } };
  }

  #deleteItem(key: Key): TransactItem {
    return { Delete: { TableName: this.#table, Key: key, ConditionExpression: 'attribute_exists(pk)' } };
  }

  async #get(key: Key): Promise<Record<string, unknown> | undefined> {
    const answer = await this.#database.client.send(
      new GetCommand({ TableName: this.#table, Key: key, ConsistentRead: true }),
    );
    return answer.Item;
  }

  async #query(pk: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for await (const { Items = [] } of this.#pages(pk)) items.push(...Items);
    return items;
  }

  async #count(pk: string): Promise<number> {
    let count = 0;
    for await (const page of this.#pages(pk, 'COUNT')) count += page.Count ?? 0;
    return count;
  }

  #pages(pk: string, Select?: 'COUNT') {
    return paginateQuery(
      { client: this.#database.client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
        Select,
      },
    );
  }
}

const memberKey = ({ groupId, userId }: Membership): Key => ({ pk: groupId, sk: userId });

function claimKey(claim: Claim, value: string): Key {
  return { pk: `claim#${claim}`, sk: value };
}

/** That an item is still what was read: of this version, or not there. */
function conditionOn(read: StoredGroup | undefined) {
  if (read === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :read',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':read': read.version },
  };
}
