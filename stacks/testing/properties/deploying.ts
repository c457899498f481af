import { ofType, textOf, type Resource } from '../synthesise.ts';
import { add, change, first, idsOf, remove, type Property } from './property.ts';

const cluster = 'aws_eks_cluster';
const entry = 'aws_eks_access_entry';
const association = 'aws_eks_access_policy_association';
const ingress = 'aws_vpc_security_group_ingress_rule';
const deployerRoutes = '${aws_route_table.app_network_routes-deployer_1.id}';

const principalsOf = (resources: readonly Resource[], type: string): string[] =>
  ofType(resources, type).map(({ attributes }) => textOf(attributes['principal_arn']));

/** The role of CI by its name, and whoever deploys at the moment. */
const deployers = [/^arn:aws:iam::\d{12}:role\/cloudapp-\w+-deploy$/, /data\.aws_iam_session_context\.\S+\.issuer_arn/];

/** A deployment must come up in an account that never had one, from a person's computer, from CI, and again later. */
export const deployingProperties: readonly Property[] = [
  {
    name: 'pods start once their role is bound and there are nodes for them; the API logs once it has a role for that',
    violations: (resources) => [
      ...idsOf(
        ofType(resources, 'kubernetes_deployment_v1').filter(({ attributes }) => {
          const before = textOf(attributes['depends_on']);
          return (
            !/pod_identity_association\.[\w-]+-identity/.test(before) ||
            !before.includes('kubernetes_manifest.node-pool_')
          );
        }),
      ),
      ...idsOf(
        ofType(resources, 'aws_api_gateway_stage').filter(
          ({ attributes }) => !textOf(attributes['depends_on']).includes('aws_api_gateway_account.'),
        ),
      ),
    ],
    mutants: {
      'pods do not wait': change('kubernetes_deployment_v1', 'view-stats', { depends_on: undefined }),
      'the API does not': change('aws_api_gateway_stage', '', { depends_on: undefined }),
    },
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
    name: "whoever deploys may use the cluster's API, not only the one who made the cluster",
    violations: (resources) => [
      ...[entry, association].flatMap((type) =>
        deployers
          .filter((deployer) => !principalsOf(resources, type).some((principal) => deployer.test(principal)))
          .map((deployer) => `${type} ${deployer.source}`),
      ),
      // With it EKS makes an entry of the creator by itself, and ours would be refused as the second.
      ...idsOf(
        ofType(resources, cluster).filter(
          ({ attributes }) =>
            first(attributes['access_config'])['bootstrap_cluster_creator_admin_permissions'] !== false,
        ),
      ),
    ],
    mutants: {
      'no entry of the role of CI': remove(entry, 'administrators_deploy_'),
      'no entry of who deploys by hand': remove(entry, 'administrators_deployer_'),
      'an entry that allows nothing': remove(association, 'administrators_deploy-policy'),
      'EKS makes one itself': change(cluster, '', {
        access_config: { authentication_mode: 'API', bootstrap_cluster_creator_admin_permissions: true },
      }),
    },
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html: 1.34 until 2026-12-02, then AWS upgrades.
    name: 'the cluster has a version in standard support, and what AWS raises is not taken back',
    violations: (resources) =>
      idsOf(
        ofType(resources, cluster).filter(
          ({ attributes }) =>
            Number(textOf(attributes['version']).replace('1.', '')) < 35 ||
            !textOf(first(attributes['lifecycle'])['ignore_changes']).includes('"version"'),
        ),
      ),
    mutants: {
      'an old version': change(cluster, '', { version: '1.34' }),
      'a version that Terraform insists on': change(cluster, '', { lifecycle: undefined }),
    },
  },
  {
    // https://github.com/awslabs/ai-on-eks/issues/302: pods of the add-on stay pending, Terraform fails after 20 minutes.
    name: 'metrics-server is installed once there are nodes that it may run on',
    violations: (resources) => {
      const pool = ofType(resources, 'kubernetes_manifest').find(({ id }) => /^node-pool_(?!class)/.test(id));
      const template = textOf(first(first(pool?.attributes['manifest'])['spec']));
      return [
        ...(pool === undefined || template.includes('taints') ? ['no pool without taints'] : []),
        ...idsOf(
          ofType(resources, 'aws_eks_addon').filter(
            ({ attributes }) => !textOf(attributes['depends_on']).includes(`kubernetes_manifest.${pool?.id ?? ''}`),
          ),
        ),
      ];
    },
    mutants: {
      'it does not wait for them': change('aws_eks_addon', 'metrics-server', { depends_on: [] }),
      'they are for others': change('kubernetes_manifest', 'node-pool_', {
        manifest: { spec: { template: { spec: { taints: [{ key: 'x', effect: 'NoSchedule' }] } } } },
      }),
    },
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
    name: 'the switch of network policies is taken over where a cluster has one already',
    violations: (resources) => {
      const [one] = ofType(resources, 'kubernetes_config_map_v1').filter(({ id }) =>
        id.includes('network-policy-switch'),
      );
      const isTakenOver = ofType(resources, 'import').some(
        ({ attributes }) =>
          attributes['to'] === `kubernetes_config_map_v1.${one?.id ?? ''}` &&
          textOf(attributes['for_each']).includes('data.kubernetes_resources.'),
      );
      return isTakenOver ? [] : ['kubernetes_config_map_v1'];
    },
    mutants: { 'it is made in any case': remove('import', '') },
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
    name: 'there is a place inside the network from which the private API of the cluster can be reached',
    violations: (resources) =>
      ofType(resources, ingress).some(
        ({ attributes }) =>
          textOf(attributes['security_group_id']).includes('cluster_security_group_id') &&
          textOf(attributes['referenced_security_group_id']).includes('deployer') &&
          attributes['from_port'] === 443,
      )
        ? []
        : ['no rule'],
    mutants: { 'it is let in nowhere': remove(ingress, 'from-deployer') },
  },
  {
    // https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    name: 'that place reaches the buckets of state and logs: by NAT, past every gateway endpoint, whose policies know neither',
    violations: (resources) => [
      ...(ofType(resources, 'aws_route').some(
        ({ attributes }) =>
          textOf(attributes['route_table_id']).includes('routes-deployer') &&
          attributes['destination_cidr_block'] === '0.0.0.0/0',
      )
        ? []
        : ['no way out']),
      ...idsOf(
        ofType(resources, 'aws_vpc_endpoint').filter(({ attributes }) =>
          textOf(attributes['route_table_ids']).includes('routes-deployer'),
        ),
      ),
    ],
    mutants: {
      'it has no way out': remove('aws_route', 'deployer-to-internet'),
      'the endpoint of the logic tier is in its way': change('aws_vpc_endpoint', 's3-logic', ({ route_table_ids }) => ({
        route_table_ids: [...(route_table_ids as string[]), deployerRoutes],
      })),
      'an endpoint of its own is': add('aws_vpc_endpoint', { route_table_ids: [deployerRoutes] }),
    },
  },
];
