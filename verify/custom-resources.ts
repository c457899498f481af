/** The custom resources that EKS Auto Mode brings, with the fields that the stacks use: the local API server lacks them. */

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const object = (properties: object) => ({ type: 'object', properties });
const listOf = (properties: object) => ({ type: 'array', items: object(properties) });

const targetGroupBinding = object({
  serviceRef: object({ name: text, port: { 'x-kubernetes-int-or-string': true } }),
  targetGroupARN: text,
  targetType: text,
});

const nodePool = object({
  limits: object({ cpu: text }),
  disruption: object({ consolidationPolicy: text, consolidateAfter: text, budgets: listOf({ nodes: text }) }),
  template: object({
    spec: object({
      nodeClassRef: object({ group: text, kind: text, name: text }),
      expireAfter: text,
      requirements: listOf({ key: text, operator: text, values: texts }),
    }),
  }),
});

const nodeClass = object({
  role: text,
  subnetSelectorTerms: listOf({ id: text }),
  securityGroupSelectorTerms: listOf({ id: text }),
  networkPolicy: text,
  ephemeralStorage: object({ size: text }),
});

function definition(
  group: string,
  kind: string,
  plural: string,
  scope: 'Namespaced' | 'Cluster',
  spec: object,
): object {
  const schema = { openAPIV3Schema: object({ spec }) };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

export const customResources: readonly object[] = [
  definition('eks.amazonaws.com', 'TargetGroupBinding', 'targetgroupbindings', 'Namespaced', targetGroupBinding),
  definition('eks.amazonaws.com', 'NodeClass', 'nodeclasses', 'Cluster', nodeClass),
  definition('karpenter.sh', 'NodePool', 'nodepools', 'Cluster', nodePool),
];
