import { Annotations, TerraformResource, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Attributes of a resource as they will be synthesised. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A rule that looks at each resource of all stacks. */
export abstract class ResourceRules implements IAspect {
  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node)) return;
    const { resource } = node.toTerraform() as { resource: Record<string, Record<string, Attributes>> };
    const attributes = Object.values(resource[node.terraformResourceType] ?? {})[0] ?? {};
    for (const fault of this.faultsOf(node.terraformResourceType, attributes)) {
      Annotations.of(node).addError(`${node.node.path}: ${fault}`);
    }
  }

  /** What is wrong with a resource; nothing when it is fine. */
  protected abstract faultsOf(type: string, attributes: Attributes): string[];
}

/** A nested block, which CDKTF writes as an object or as a list with one. */
export function block(value: unknown): Attributes {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'object' && first !== null ? (first as Attributes) : {};
}

export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** A policy document; one that is not known before the deployment has no statements to look at. */
export function statementsIn(policy: unknown): Attributes[] {
  if (typeof policy !== 'string' || !policy.trimStart().startsWith('{')) return [];
  const document = JSON.parse(policy) as { Statement?: Attributes | Attributes[] };
  return [document.Statement ?? []].flat();
}

export function listOf(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}
