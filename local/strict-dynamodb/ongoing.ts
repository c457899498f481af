/** What is being written at the moment, by the text that names an item (`Table.itemText`). */
export class Ongoing {
  readonly #transactions = new Set<string>();
  readonly #writes = new Map<string, number>();
  /** How often each item that is being read by a transaction was written since that began. */
  readonly #watchers = new Set<(item: string) => void>();

  isInTransaction(item: string): boolean {
    return this.#transactions.has(item);
  }

  isWritten(item: string): boolean {
    return this.#transactions.has(item) || this.#writes.has(item);
  }

  /** Keeps items for a transaction until it has ended. */
  async transaction(items: readonly string[], work: () => Promise<void>): Promise<void> {
    for (const item of items) this.#begin(item);
    try {
      await work();
    } finally {
      for (const item of items) this.#transactions.delete(item);
    }
  }

  #begin(item: string): void {
    this.#transactions.add(item);
    this.#tell(item);
  }

  async write(item: string, work: () => Promise<void>): Promise<void> {
    this.#writes.set(item, (this.#writes.get(item) ?? 0) + 1);
    this.#tell(item);
    try {
      await work();
    } finally {
      const left = (this.#writes.get(item) ?? 1) - 1;
      if (left === 0) this.#writes.delete(item);
      else this.#writes.set(item, left);
    }
  }

  /** @returns which of the items began to be written while the work went on */
  async watch(items: ReadonlySet<string>, work: () => Promise<void>): Promise<ReadonlySet<string>> {
    const written = new Set<string>();
    const watcher = (item: string) => {
      if (items.has(item)) written.add(item);
    };
    this.#watchers.add(watcher);
    try {
      await work();
    } finally {
      this.#watchers.delete(watcher);
    }
    return written;
  }

  #tell(item: string): void {
    for (const watcher of this.#watchers) watcher(item);
  }
}
