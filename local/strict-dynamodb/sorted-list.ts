const chunkSize = 512;

/**
 * A list in order, in chunks, so that a million entries take one more without moving all the others.
 * @typeParam Entry holds its own key
 */
export class SortedList<Entry> {
  readonly #compare: (a: Entry, b: Entry) => number;
  #chunks: Entry[][] = [];

  constructor(compare: (a: Entry, b: Entry) => number) {
    this.#compare = compare;
  }

  /** Puts an entry in its place; one with the same key is replaced. */
  set(entry: Entry): void {
    const at = this.#chunkFor(entry);
    const chunk = this.#chunks[at];
    if (!chunk) {
      this.#chunks.push([entry]);
      return;
    }
    const place = this.#placeIn(chunk, entry);
    const found = chunk[place];
    chunk.splice(place, found !== undefined && this.#compare(found, entry) === 0 ? 1 : 0, entry);
    if (chunk.length > 2 * chunkSize) this.#chunks.splice(at, 1, chunk.slice(0, chunkSize), chunk.slice(chunkSize));
  }

  delete(entry: Entry): void {
    const at = this.#chunkFor(entry);
    const chunk = this.#chunks[at];
    if (!chunk) return;
    const place = this.#placeIn(chunk, entry);
    const found = chunk[place];
    if (found === undefined || this.#compare(found, entry) !== 0) return;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** Entries in order from the first that is not before `start`, or all. */
  *ascending(start?: Entry): Generator<Entry> {
    const first = start === undefined ? 0 : this.#chunkFor(start);
    for (let at = first; at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at] ?? [];
      const place = start !== undefined && at === first ? this.#placeIn(chunk, start) : 0;
      for (let index = place; index < chunk.length; index++) yield chunk[index] as Entry;
    }
  }

  /** Entries in the opposite order from the last that is not behind `start`, or all. */
  *descending(start?: Entry): Generator<Entry> {
    const last = start === undefined ? this.#chunks.length - 1 : this.#chunkFor(start);
    for (let at = last; at >= 0; at--) {
      const chunk = this.#chunks[at] ?? [];
      let index = chunk.length - 1;
      if (start !== undefined && at === last) {
        const place = this.#placeIn(chunk, start);
        const found = chunk[place];
        index = found !== undefined && this.#compare(found, start) === 0 ? place : place - 1;
      }
      for (; index >= 0; index--) yield chunk[index] as Entry;
    }
  }

  /** The last chunk that begins with the entry or before it, or the first one. */
  #chunkFor(entry: Entry): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const first = this.#chunks[middle]?.[0];
      if (first !== undefined && this.#compare(first, entry) <= 0) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }

  /** Where the entry is in a chunk, or would be. */
  #placeIn(chunk: readonly Entry[], entry: Entry): number {
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(chunk[middle] as Entry, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
