import { itemSize, type Item } from './attribute-value.ts';
import { capacityMessage, type Engine } from './engine.ts';
import { ServiceError, validationError } from './service-error.ts';
import { SentTokens } from './sent-tokens.ts';
import { givenKey, keyText } from './table-schema.ts';
import { readUnits, type Demand } from './units.ts';
import {
  demandsOf,
  judge,
  readWrite,
  refusedItem,
  type Outcome,
  type Write,
  type WriteKind,
  type WriteRequest,
} from './write-request.ts';

export interface TransactWriteRequest {
  readonly TransactItems: readonly Readonly<Partial<Record<WriteKind, WriteRequest>>>[];
  readonly ClientRequestToken?: string;
}

export interface TransactGetRequest {
  readonly TransactItems: readonly { readonly Get: { readonly TableName: string; readonly Key: Item } }[];
}

/** Why one write cancels its transaction; `None` where it does not. */
interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

interface Prepared {
  readonly write: Write;
  readonly outcome: Outcome | undefined;
  readonly reason: Reason;
}

const maxItems = 100;
const maxBytes = 4 * 1024 * 1024;
const conflict: Reason = { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };

/**
 * Transactions. Items are kept from their writers from the first of two rounds to the end of the second; whoever meets one is
 * cancelled, and nobody waits. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export class Transactions {
  readonly #engine: Engine;
  readonly #tokens: SentTokens;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#tokens = new SentTokens(engine.clock);
  }

  async write(request: TransactWriteRequest): Promise<object> {
    const writes = this.#read(request);
    const token = request.ClientRequestToken;
    if (token === undefined) return await this.#carryOut(writes);
    const content = JSON.stringify(request.TransactItems);
    if (this.#tokens.isDone(token, content)) return await this.#sayAgain(writes);
    return await this.#tokens.during(token, content, () => this.#carryOut(writes));
  }

  #read({ TransactItems }: TransactWriteRequest): Write[] {
    refuseNumber(TransactItems.length);
    const writes = TransactItems.map((item) => {
      const [[kind, one] = [], ...others] = Object.entries(item) as [WriteKind, WriteRequest][];
      if (!kind || !one || others.length > 0) {
        throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
      }
      return readWrite(this.#engine.tables, kind, one);
    });
    if (new Set(writes.map(({ text }) => text)).size < writes.length) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }
    return writes;
  }

  async #carryOut(writes: readonly Write[]): Promise<object> {
    const { ongoing, clock } = this.#engine;
    const prepared = writes.map((write) => this.#prepare(write));
    refuseBytes(prepared);
    const kept = prepared.filter(({ reason }) => reason.Code === 'None').map(({ write }) => write.text);
    await ongoing.transaction(kept, async () => {
      await this.#engine.passTransaction();
      if (kept.length < prepared.length) throw cancelled(prepared.map(({ reason }) => reason));
      const now = clock.now();
      for (const { write, outcome } of prepared) {
        if (outcome && !outcome.isRefused && write.kind !== 'ConditionCheck') {
          write.table.replace(outcome.before, outcome.after, now);
        }
      }
    });
    return {};
  }

  #prepare(write: Write): Prepared {
    if (this.#engine.ongoing.isInTransaction(write.text)) return { write, outcome: undefined, reason: conflict };
    try {
      const outcome = judge(write);
      return { write, outcome, reason: this.#reason(write, outcome) };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { write, outcome: undefined, reason: { Code: 'ValidationError', Message: error.message } };
    }
  }

  #reason(write: Write, outcome: Outcome): Reason {
    if (this.#engine.take('TransactWriteItems', demandsOf(write, outcome, true))) return throttled(write.table.schema);
    if (!outcome.isRefused) return { Code: 'None' };
    return {
      Code: 'ConditionalCheckFailed',
      Message: 'The conditional request failed',
      ...refusedItem(write, outcome),
    };
  }

  /** A transaction that is sent again within its token's time writes nothing and costs what reading its items does. */
  async #sayAgain(writes: readonly Write[]): Promise<object> {
    const demands = writes.map(({ table, key }) => transactionalRead(table.schema, key, table.get(key)?.size ?? 0));
    this.#engine.take('TransactWriteItems', demands);
    await this.#engine.passTransaction();
    return {};
  }

  /** A transaction of reads is cancelled where an item is being written, or begins to be; it holds no writer up. */
  async get({ TransactItems }: TransactGetRequest): Promise<object> {
    refuseNumber(TransactItems.length);
    const { tables, ongoing } = this.#engine;
    const reads = TransactItems.map(({ Get }) => {
      const table = tables.get(Get.TableName);
      const key = givenKey(table.schema, Get.Key);
      return { table, key, text: table.itemText(key) };
    });
    const writtenBefore = new Set(reads.filter(({ text }) => ongoing.isWritten(text)).map(({ text }) => text));
    const entries = reads.map(({ table, key }) => ({ entry: table.get(key), schema: table.schema, key }));
    const demands = entries.map(({ entry, schema, key }) => transactionalRead(schema, key, entry?.size ?? 0));
    const short = demands.map((demand) => this.#engine.take('TransactGetItems', [demand]) !== undefined);
    const writtenSince = await ongoing.watch(new Set(reads.map(({ text }) => text)), () =>
      this.#engine.passTransaction(),
    );
    const reasons = reads.map(({ text, table }, index): Reason => {
      if (writtenBefore.has(text) || writtenSince.has(text)) return conflict;
      return short[index] === true ? throttled(table.schema) : { Code: 'None' };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
    return { Responses: entries.map(({ entry }) => (entry ? { Item: entry.item } : {})) };
  }
}

function transactionalRead(schema: Write['table']['schema'], key: Item, bytes: number): Demand {
  const value = key[schema.partitionKey];
  const partition = value ? keyText(value) : '';
  return { table: schema.name, partition, kind: 'read', units: readUnits(bytes, 'transactional') };
}

function refuseNumber(count: number): void {
  if (count >= 1 && count <= maxItems) return;
  throw validationError(`Member must have length between 1 and ${maxItems}: transactItems has ${count}`);
}

function refuseBytes(prepared: readonly Prepared[]): void {
  const bytes = prepared.reduce((sum, { outcome }) => {
    const after = outcome && !outcome.isRefused ? outcome.after : undefined;
    return sum + (after ? itemSize(after) : 0);
  }, 0);
  if (bytes > maxBytes) throw validationError('Transaction request exceeds 4 MB');
}

/** As the reasons of TransactionCanceledException name it: on demand, or with provisioned capacity. */
export function throttled({ isOnDemand }: { readonly isOnDemand: boolean }): Reason {
  if (isOnDemand) return { Code: 'ThrottlingError', Message: capacityMessage };
  return {
    Code: 'ProvisionedThroughputExceeded',
    Message: 'The level of configured provisioned throughput for one or more global secondary indexes was exceeded.',
  };
}

export function cancelled(reasons: readonly Reason[]): ServiceError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new ServiceError('TransactionCanceledException', message, { CancellationReasons: reasons });
}
