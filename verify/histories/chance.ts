import { seededRandom } from '../../local/strict-dynamodb/random.ts';

/** Everything that a history leaves to chance, from one seed. */
export class Chance {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  between(least: number, most: number): number {
    return least + this.random() * (most - least);
  }

  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  happens(probability: number): boolean {
    return this.random() < probability;
  }

  oneOf<T>(things: readonly T[]): T {
    const thing = things[Math.floor(this.random() * things.length)];
    if (thing === undefined) throw new Error('There is nothing to choose from');
    return thing;
  }

  /** One of the names, each as probable as it says; undefined with what is left to 1. */
  pick<Name extends string>(probabilities: Readonly<Record<Name, number>>): Name | undefined {
    let left = this.random();
    for (const [name, probability] of Object.entries<number>(probabilities)) {
      left -= probability;
      if (left < 0) return name as Name;
    }
    return undefined;
  }

  /** Hexadecimal digits. */
  digits(length: number): string {
    return Array.from({ length }, () => this.whole(0, 15).toString(16)).join('');
  }
}
