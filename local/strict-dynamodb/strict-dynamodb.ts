import { realClock, type Clock } from './clock.ts';
import { Engine, type Times } from './engine.ts';
import { query, scan, type QueryRequest, type ScanRequest } from './lists.ts';
import { Meter } from './meter.ts';
import { seededRandom } from './random.ts';
import { batchGetItem, getItem, type BatchGetRequest, type GetRequest } from './reads.ts';
import { checkMembers } from './request-members.ts';
import { ServiceError } from './service-error.ts';
import { writeOne } from './single-writes.ts';
import { createTable, deleteTable, describeTable } from './table-operations.ts';
import { Tables } from './table.ts';
import type { CreateTableRequest } from './table-schema.ts';
import { documentedLimits, Throughput, type PartitionLimits } from './throughput.ts';
import { refusalOf, type Trouble } from './trouble.ts';
import { Transactions, type TransactGetRequest, type TransactWriteRequest } from './transactions.ts';
import type { WriteRequest } from './write-request.ts';

export interface Settings {
  /** @default the computer's */
  readonly clock?: Clock;
  /** @default 8 for a call, 15 for a transaction */
  readonly times?: Times;
  /** The longest that a change takes to an index. @default 1000 */
  readonly indexLagMilliseconds?: number;
  /** Of how long each change takes. @default 1 */
  readonly seed?: number;
  /** Units a second of each partition; `none` for a store that is to be filled. @default what AWS documents */
  readonly limits?: PartitionLimits | 'none';
}

/**
 * A DynamoDB in memory that is as strict as DynamoDB: its transactions meet, its partitions have limits, its indexes lag, and it
 * counts what it would bill (docs/adr/0028-a-strict-dynamodb.md). It knows what the product uses of DynamoDB and refuses the rest.
 */
export class StrictDynamoDb {
  readonly meter = new Meter();
  readonly tables = new Tables();
  /** What is wrong with every call at the moment. */
  trouble: Trouble = {};
  readonly #engine: Engine;
  readonly #transactions: Transactions;
  readonly #lag: () => number;

  constructor({
    clock = realClock,
    times = { callMilliseconds: 8, transactionMilliseconds: 15 },
    indexLagMilliseconds = 1000,
    seed = 1,
    limits = documentedLimits,
  }: Settings = {}) {
    const random = seededRandom(seed);
    this.#lag = () => random() * indexLagMilliseconds;
    const throughput = new Throughput(limits === 'none' ? undefined : limits);
    this.#engine = new Engine({ tables: this.tables, clock, times, meter: this.meter, throughput });
    this.#transactions = new Transactions(this.#engine);
  }

  /**
   * Carries out one operation.
   * @param request as it stands in the body of DynamoDB's JSON protocol
   * @throws ServiceError as DynamoDB would
   */
  async call(operation: string, request: object): Promise<object> {
    this.meter.request(operation);
    checkMembers(operation, request);
    const { slowMilliseconds = 0, isThrottled = false } = this.trouble;
    try {
      await this.#engine.clock.sleep(slowMilliseconds);
      if (isThrottled) throw refusalOf(operation, request);
      return await this.#carryOut(operation, request);
    } catch (error) {
      if (error instanceof ServiceError) this.meter.refusal(codesOf(error));
      throw error;
    }
  }

  async #carryOut(operation: string, request: object): Promise<object> {
    const engine = this.#engine;
    switch (operation) {
      case 'GetItem':
        return await getItem(engine, request as GetRequest);
      case 'BatchGetItem':
        return await batchGetItem(engine, request as BatchGetRequest);
      case 'Query':
        return await query(engine, request as QueryRequest);
      case 'Scan':
        return await scan(engine, request as ScanRequest);
      case 'TransactWriteItems':
        return await this.#transactions.write(request as TransactWriteRequest);
      case 'TransactGetItems':
        return await this.#transactions.get(request as TransactGetRequest);
      default:
        return await this.#writeOrManage(operation, request);
    }
  }

  async #writeOrManage(operation: string, request: object): Promise<object> {
    const engine = this.#engine;
    switch (operation) {
      case 'PutItem':
        return await writeOne(engine, 'Put', request as WriteRequest);
      case 'UpdateItem':
        return await writeOne(engine, 'Update', request as WriteRequest);
      case 'DeleteItem':
        return await writeOne(engine, 'Delete', request as WriteRequest);
      case 'CreateTable':
        return createTable(engine, request as CreateTableRequest, this.#lag);
      case 'DeleteTable':
        return deleteTable(engine, request as { TableName: string });
      default:
        return describeTable(engine, request as { TableName: string });
    }
  }
}

/** What a refusal is counted under: a cancelled transaction under its reasons. */
function codesOf({ code, details }: ServiceError): string[] {
  const reasons = (details['CancellationReasons'] ?? []) as readonly { readonly Code: string }[];
  return [code, ...reasons.map(({ Code }) => Code).filter((reason) => reason !== 'None')];
}
