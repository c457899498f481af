import type { Blueprint, BlueprintFile } from '@cloudapp/contracts/blueprint';
import { expectation, type Expectation } from '@cloudapp/machines/domain/lessons';
import { sizes } from './sizes.ts';

/** What real launches of a blueprint's version have taught (see `lessonOf`). */
export interface Lessons {
  of(blueprintId: string, version: number): Promise<Readonly<Record<string, number>>>;
}

/** The blueprints that are offered. */
export class Catalogue {
  readonly #files: ReadonlyMap<string, BlueprintFile>;
  readonly #lessons: Lessons;

  constructor(files: readonly BlueprintFile[], lessons: Lessons) {
    this.#files = new Map([...files].sort((a, b) => a.name.localeCompare(b.name)).map((file) => [file.id, file]));
    this.#lessons = lessons;
  }

  file(blueprintId: string): BlueprintFile | undefined {
    return this.#files.get(blueprintId);
  }

  async expectationOf(file: BlueprintFile): Promise<Expectation> {
    return expectation(file.steps, await this.#lessons.of(file.id, file.version));
  }

  async list(): Promise<Blueprint[]> {
    return await Promise.all([...this.#files.values()].map((file) => this.#present(file)));
  }

  async get(blueprintId: string): Promise<Blueprint | undefined> {
    const file = this.#files.get(blueprintId);
    return file && (await this.#present(file));
  }

  async #present(file: BlueprintFile): Promise<Blueprint> {
    const expected = await this.expectationOf(file);
    return {
      id: file.id,
      version: file.version,
      name: file.name,
      summary: file.summary,
      description: file.description,
      icon: file.icon,
      tags: file.tags,
      baseImage: file.baseImage.name,
      sizes: file.sizes.map((id) => sizes[id]),
      defaultSize: file.defaultSize,
      diskGib: file.diskGib,
      userName: file.userName,
      openPorts: file.openPorts,
      steps: file.steps.map(({ id, title, expectedSeconds }) => ({
        id,
        title,
        expectedSeconds: expected.steps.get(id) ?? expectedSeconds,
      })),
      tools: file.login.tools.map(({ name, description }) => ({ name, description })),
      expectedSeconds: expected.wholeSeconds,
      learnt: expected.isLearnt,
    };
  }
}
