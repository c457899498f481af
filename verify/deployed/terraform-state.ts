import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Attributes = Readonly<Record<string, unknown>>;

interface StateFile {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: Attributes }[];
  }[];
}

interface Found {
  readonly name: string;
  readonly attributes: Attributes;
}

/** What was deployed, from the states that Terraform wrote. */
export class TerraformState {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All resources of a type in a stack. */
  all(stack: string, type: string): Found[] {
    const file = JSON.parse(readFileSync(join(this.#folder, `terraform.${stack}.tfstate`), 'utf8')) as StateFile;
    return file.resources
      .filter((one) => one.mode === 'managed' && one.type === type)
      .flatMap(({ name, instances }) => instances.map(({ attributes }) => ({ name, attributes })));
  }

  /** The one whose id in the stack begins so. */
  one(stack: string, type: string, name: string): Attributes {
    const [found, ...others] = this.all(stack, type).filter((resource) => resource.name.startsWith(name));
    if (found === undefined || others.length > 0) throw new Error(`${stack} has not one ${type} ${name}`);
    return found.attributes;
  }
}

export function text(attributes: Attributes, name: string): string {
  const value = attributes[name];
  if (typeof value !== 'string' || value === '') throw new Error(`${name} was not deployed`);
  return value;
}
