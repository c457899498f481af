import { ofType, statementsOf, textOf, type Block, type PolicyStatement, type Resource } from '../synthesise.ts';

type Change = (resources: readonly Resource[]) => Resource[];

/** A property of everything that is deployed: the resources that break it, and ways to break it. */
export interface Property {
  readonly name: string;
  /** Ids of the resources that break it. */
  readonly violations: (resources: readonly Resource[]) => string[];
  /** Changes, by what they do, after each of which `violations` must find something. */
  readonly mutants: Readonly<Record<string, Change>>;
}

export const idsOf = (resources: readonly Resource[]): string[] => resources.map(({ id }) => id);

/** A nested block, which CDKTF writes as an object or as a list with one. */
export const first = (value: unknown): Block => ((Array.isArray(value) ? value[0] : value) ?? {}) as Block;

/** All nested blocks of a name. */
export const all = (value: unknown): Block[] => [value ?? []].flat() as Block[];

/** Other attributes for the resources of a type whose id contains the text; at least one there must be. */
export function change(type: string, idPart: string, attributes: Block | ((before: Block) => Block)): Change {
  return (resources) => {
    const isMeant = (one: Resource) => one.type === type && one.id.includes(idPart);
    if (!resources.some(isMeant)) throw new Error(`there is no ${type} ${idPart} to be changed`);
    return resources.map((one) => {
      if (!isMeant(one)) return one;
      const changed = typeof attributes === 'function' ? attributes(structuredClone(one.attributes)) : attributes;
      return { ...one, attributes: { ...one.attributes, ...changed } };
    });
  };
}

export function add(type: string, attributes: Block, { stack = 'network', id = 'x' } = {}): Change {
  return (resources) => [...resources, { stack, type, id, attributes }];
}

export function remove(type: string, idPart: string): Change {
  return (resources) => {
    const left = resources.filter((one) => one.type !== type || !one.id.includes(idPart));
    if (left.length === resources.length) throw new Error(`there is no ${type} ${idPart} to be removed`);
    return left;
  };
}

export const policyThatAllows = (Action: string, Resource: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

/** The statements of all policies of some types, each with the id of its policy. */
export function statementsIn(
  resources: readonly Resource[],
  ...types: string[]
): { id: string; stack: string; statement: PolicyStatement }[] {
  return ofType(resources, ...types).flatMap(({ id, stack, attributes }) =>
    statementsOf(attributes['policy']).map((statement) => ({ id, stack, statement })),
  );
}

export const actionsOf = ({ Action }: PolicyStatement): string[] => [Action].flat();

/** Changes every statement of a policy. */
export function changeStatements(
  type: string,
  idPart: string,
  edit: (one: PolicyStatement) => PolicyStatement,
): Change {
  return change(type, idPart, ({ policy }) => ({
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statementsOf(policy).map(edit) }),
  }));
}

/** Where a rule of a security group lets in from, or out to. */
export const otherSide = (rule: Block): string =>
  textOf([rule['cidr_ipv4'], rule['cidr_ipv6'], rule['prefix_list_id'], rule['referenced_security_group_id']]);
