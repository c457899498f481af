import type { Clock } from './clock.ts';
import type { Meter } from './meter.ts';
import { Ongoing } from './ongoing.ts';
import { ServiceError } from './service-error.ts';
import type { Table, Tables } from './table.ts';
import type { Throughput } from './throughput.ts';
import type { Demand } from './units.ts';

export interface Times {
  /** Of a call that is no transaction. */
  readonly callMilliseconds: number;
  readonly transactionMilliseconds: number;
}

/** What all operations share. */
export class Engine {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly times: Times;
  readonly meter: Meter;
  readonly ongoing = new Ongoing();
  readonly #throughput: Throughput;

  constructor(parts: { tables: Tables; clock: Clock; times: Times; meter: Meter; throughput: Throughput }) {
    this.tables = parts.tables;
    this.clock = parts.clock;
    this.times = parts.times;
    this.meter = parts.meter;
    this.#throughput = parts.throughput;
  }

  /** Takes the units that an operation needs and counts them; what is refused is not billed. @returns what was short */
  take(operation: string, demands: readonly Demand[]): Demand | undefined {
    const short = this.#throughput.take(demands, this.clock.now());
    if (short) this.meter.shortage(short);
    else this.meter.use(operation, demands);
    return short;
  }

  /** Takes units or throws what the SDK tries again for. */
  takeOrThrottle(operation: string, table: Table, demands: readonly Demand[]): void {
    const short = this.take(operation, demands);
    if (short) throw throttlingError(table, short);
  }

  async passCall(): Promise<void> {
    await this.clock.sleep(this.times.callMilliseconds);
  }

  async passTransaction(): Promise<void> {
    await this.clock.sleep(this.times.transactionMilliseconds);
  }
}

export const capacityMessage =
  'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.';

/**
 * One partition is asked for more than it gives: ThrottlingReasons name the table, or the index that holds its table back.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html
 */
function throttlingError(table: Table, { table: name, index, kind }: Demand): ServiceError {
  const resource = `arn:aws:dynamodb:eu-west-1:000000000000:table/${name}${index === undefined ? '' : `/index/${index}`}`;
  const operation = kind === 'read' ? 'Read' : 'Write';
  const reason = `${index === undefined ? 'Table' : 'Index'}${operation}KeyRangeThroughputExceeded`;
  const details = { ThrottlingReasons: [{ reason, resource }] };
  if (table.schema.isOnDemand) return new ServiceError('ThrottlingException', capacityMessage, details);
  const message = 'The level of configured provisioned throughput for the table was exceeded.';
  return new ServiceError('ProvisionedThroughputExceededException', message, details);
}
