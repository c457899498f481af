import { maxCalendarBytes } from '@cloudapp/contracts/hours-routes';
import { InternetReader, type ReadFromInternet } from './internet-reader.ts';
import { ReachableAddresses, type Network } from './reachable-addresses.ts';

const milliseconds = 10_000;

/** Reads the calendars that people name by their addresses; one may be as large as one that is sent. */
export class CalendarReader {
  readonly #reader: InternetReader;

  /** @param allowed networks in which they may be although they are not on the internet */
  constructor(allowed: readonly Network[]) {
    this.#reader = new InternetReader(new ReachableAddresses(allowed), { mostBytes: maxCalendarBytes, milliseconds });
  }

  /** Never rejects. */
  async read(address: string): Promise<ReadFromInternet> {
    return await this.#reader.read(address, 'text/calendar, text/plain;q=0.5, */*;q=0.1');
  }
}
