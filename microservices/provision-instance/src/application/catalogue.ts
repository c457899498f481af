import type { Blueprint, BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import type { MachinePrices } from '@cloudapp/contracts/machine-prices';
import { expectation, type Expectation, type Lessons } from '@cloudapp/machines/domain/lessons';
import { presentBlueprint } from '../domain/present-blueprint.ts';

/** Where the lessons of real launches of a blueprint's version come from (see `lessonOf`). */
export interface LessonSource {
  of(blueprintId: string, version: number): Promise<Lessons>;
}

/** The blueprints that are offered. */
export class Catalogue {
  readonly #definitions: ReadonlyMap<string, BlueprintDefinition>;
  readonly #lessons: LessonSource;
  readonly prices: MachinePrices;

  constructor(definitions: readonly BlueprintDefinition[], lessons: LessonSource, prices: MachinePrices) {
    const byName = [...definitions].sort((a, b) => a.name.localeCompare(b.name));
    this.#definitions = new Map(byName.map((definition) => [definition.id, definition]));
    this.#lessons = lessons;
    this.prices = prices;
  }

  definition(blueprintId: string): BlueprintDefinition | undefined {
    return this.#definitions.get(blueprintId);
  }

  async expectationOf({ id, version, steps }: BlueprintDefinition): Promise<Expectation> {
    return expectation(steps, await this.#lessons.of(id, version));
  }

  async list(): Promise<Blueprint[]> {
    return await Promise.all([...this.#definitions.values()].map((definition) => this.#present(definition)));
  }

  async get(blueprintId: string): Promise<Blueprint | undefined> {
    const definition = this.#definitions.get(blueprintId);
    return definition && (await this.#present(definition));
  }

  async #present(definition: BlueprintDefinition): Promise<Blueprint> {
    return presentBlueprint(definition, await this.expectationOf(definition), this.prices);
  }
}
