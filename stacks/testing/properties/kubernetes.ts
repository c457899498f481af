import { ofType, textOf, type Block, type Resource } from '../synthesise.ts';
import { all, change, first, idsOf, remove, add, type Property } from './property.ts';

const deployment = 'kubernetes_deployment_v1';
const podOf = ({ attributes }: Resource): Block => first(first(first(attributes['spec'])['template'])['spec']);
const containersOf = (resource: Resource): Block[] => all(podOf(resource)['container']);
const deployments = (resources: readonly Resource[]) => ofType(resources, deployment);

/** Deployments of which some container is not as it must be. */
const withContainer = (resources: readonly Resource[], isFine: (container: Block) => boolean): string[] =>
  idsOf(deployments(resources).filter((one) => !containersOf(one).every(isFine)));

/** The pods of one service with something else in them. */
const changePod = (edit: (pod: Block) => Block) =>
  change(deployment, 'view-stats', ({ spec }) => {
    const outer = first(spec);
    const template = first(outer['template']);
    return { spec: { ...outer, template: { ...template, spec: edit(first(template['spec'])) } } };
  });

const changeContainer = (attributes: Block) =>
  changePod((pod) => ({ ...pod, container: all(pod['container']).map((one) => ({ ...one, ...attributes })) }));

const changeSecurity = (attributes: Block) =>
  changePod((pod) => ({
    ...pod,
    container: all(pod['container']).map((one) => ({
      ...one,
      security_context: { ...first(one['security_context']), ...attributes },
    })),
  }));

const nameOf = ({ attributes }: Resource): string => textOf(first(attributes['metadata'])['name']);
/** Deployments that none of a type speaks of. */
const without = (resources: readonly Resource[], type: string, speaksOf: (one: Resource, name: string) => boolean) =>
  idsOf(deployments(resources).filter((one) => !ofType(resources, type).some((other) => speaksOf(other, nameOf(one)))));

const isOpenTo = (rule: Block, sides: string): string[] =>
  all(rule['ports']).flatMap(({ port, protocol }) =>
    all(rule[sides]).map((side) => `${textOf(first(side['ip_block'])['cidr'])} ${textOf(protocol)} ${textOf(port)}`),
  );

/** Every opening of a network policy that the services need; the load balancer's and DNS's addresses vary. */
const needed =
  /^(10\.\d+\.1[678]\.0\/24 TCP 8080|(172\.20\.0\.0\/16|10\.\d+\.0\.0\/16) (TCP|UDP) 53|10\.\d+\.0\.0\/16 TCP 443|0\.0\.0\.0\/0 TCP (443|22)|169\.254\.170\.23\/32 TCP 80)$/;

/** The objects of the cluster. */
export const kubernetesProperties: readonly Property[] = [
  {
    name: 'every container has a startup, a liveness and a readiness probe',
    violations: (resources) =>
      withContainer(resources, (container) =>
        ['startup_probe', 'liveness_probe', 'readiness_probe'].every(
          (probe) => textOf(first(first(container[probe])['http_get'])['path']) !== '',
        ),
      ),
    mutants: {
      'no startup probe': changeContainer({ startup_probe: undefined }),
      'no liveness probe': changeContainer({ liveness_probe: undefined }),
      'no readiness probe': changeContainer({ readiness_probe: undefined }),
    },
  },
  {
    name: 'every container requests and is limited in CPU, memory and disk',
    violations: (resources) =>
      withContainer(resources, (container) =>
        ['requests', 'limits'].every((kind) =>
          ['cpu', 'memory', 'ephemeral-storage'].every(
            (resource) => first(first(container['resources'])[kind])[resource] !== undefined,
          ),
        ),
      ),
    mutants: {
      'no limits': changeContainer({ resources: { requests: { cpu: '1', memory: '1', 'ephemeral-storage': '1' } } }),
      'no requests': changeContainer({ resources: { limits: { cpu: '1', memory: '1', 'ephemeral-storage': '1' } } }),
    },
  },
  {
    name: 'containers run as nobody, on a read-only root, without any capability',
    violations: (resources) =>
      withContainer(resources, ({ security_context: context }) => {
        const security = first(context);
        return (
          security['read_only_root_filesystem'] === true &&
          security['run_as_non_root'] === true &&
          security['allow_privilege_escalation'] === false &&
          security['privileged'] === false &&
          textOf(first(security['capabilities'])['drop']) === '["ALL"]' &&
          first(security['seccomp_profile'])['type'] === 'RuntimeDefault'
        );
      }),
    mutants: {
      'a writable root': changeSecurity({ read_only_root_filesystem: false }),
      'as root': changeSecurity({ run_as_non_root: undefined }),
      privileged: changeSecurity({ privileged: true }),
      'may gain more': changeSecurity({ allow_privilege_escalation: undefined }),
      'keeps capabilities': changeSecurity({ capabilities: undefined }),
      'any system call': changeSecurity({ seccomp_profile: { type: 'Unconfined' } }),
    },
  },
  {
    name: 'no pod gets a token for the API of the cluster, which none of them calls',
    violations: (resources) => [
      ...idsOf(deployments(resources).filter((one) => podOf(one)['automount_service_account_token'] !== false)),
      ...idsOf(
        ofType(resources, 'kubernetes_service_account_v1').filter(
          ({ attributes }) => attributes['automount_service_account_token'] !== false,
        ),
      ),
    ],
    mutants: {
      'a pod gets one': changePod((pod) => ({ ...pod, automount_service_account_token: true })),
      'an account gives one': change('kubernetes_service_account_v1', '', {
        automount_service_account_token: undefined,
      }),
    },
  },
  {
    name: 'pods are spread over zones and nodes',
    violations: (resources) =>
      idsOf(
        deployments(resources).filter((one) => {
          const keys = all(podOf(one)['topology_spread_constraint']).map((spread) => textOf(spread['topology_key']));
          return !keys.includes('topology.kubernetes.io/zone') || !keys.includes('kubernetes.io/hostname');
        }),
      ),
    mutants: { 'they are not': changePod((pod) => ({ ...pod, topology_spread_constraint: undefined })) },
  },
  {
    name: 'every deployment has an autoscaler and a disruption budget, and rolls out without a gap',
    violations: (resources) => [
      ...without(resources, 'kubernetes_horizontal_pod_autoscaler_v2', ({ attributes }, name) =>
        textOf(first(first(attributes['spec'])['scale_target_ref'])['name']).includes(`.${name}_`),
      ),
      ...without(resources, 'kubernetes_pod_disruption_budget_v1', ({ attributes }, name) => {
        const spec = first(attributes['spec']);
        const isOfIt = textOf(first(spec['selector'])['match_labels']).includes(`"${name}"`);
        return isOfIt && spec['max_unavailable'] === '1';
      }),
      ...idsOf(
        deployments(resources).filter(({ attributes }) => {
          const rolling = first(first(first(attributes['spec'])['strategy'])['rolling_update']);
          return rolling['max_unavailable'] !== '0';
        }),
      ),
    ],
    mutants: {
      'no autoscaler': remove('kubernetes_horizontal_pod_autoscaler_v2', 'create-user'),
      'no budget': remove('kubernetes_pod_disruption_budget_v1', 'create-user'),
      'all may go at once': change('kubernetes_pod_disruption_budget_v1', 'create-user', (before) => ({
        spec: { ...first(before['spec']), max_unavailable: '100%' },
      })),
      'a gap': change(deployment, 'create-user', (before) => ({
        spec: { ...first(before['spec']), strategy: undefined },
      })),
    },
  },
  {
    // https://kubernetes.io/docs/tasks/run-application/configure-pdb: with one replica every drain of its node is an outage.
    name: 'every deployment has a replica left when one goes with its node',
    violations: (resources) => [
      ...idsOf(deployments(resources).filter(({ attributes }) => Number(first(attributes['spec'])['replicas']) < 2)),
      ...idsOf(
        ofType(resources, 'kubernetes_horizontal_pod_autoscaler_v2').filter(
          ({ attributes }) => Number(first(attributes['spec'])['min_replicas']) < 2,
        ),
      ),
    ],
    mutants: {
      'one of one': change(deployment, 'create-user', ({ spec }) => ({ spec: { ...first(spec), replicas: '1' } })),
      'the autoscaler may leave one': change('kubernetes_horizontal_pod_autoscaler_v2', 'create-user', ({ spec }) => ({
        spec: { ...first(spec), min_replicas: 1 },
      })),
    },
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/logging-monitoring.html: nobody else keeps what containers print.
    name: 'what pods print outlives them: a reader on each node, which does nothing else there, with a role and a group of its own',
    violations: (resources) => {
      const readers = ofType(resources, 'kubernetes_daemon_set_v1');
      const isFine = (one: Resource): boolean => {
        const [container = {}] = containersOf(one);
        const security = first(container['security_context']);
        const paths = all(container['volume_mount']).filter((mount) => mount['name'] === 'logs');
        return (
          textOf(podOf(one)['service_account_name']) === 'pod-logs' &&
          security['read_only_root_filesystem'] === true &&
          textOf(first(security['capabilities'])['drop']) === '["ALL"]' &&
          paths.length > 0 &&
          paths.every((mount) => mount['read_only'] === true)
        );
      };
      const identity = ofType(resources, 'aws_eks_pod_identity_association').find(
        ({ attributes }) => attributes['service_account'] === 'pod-logs',
      );
      const settings = ofType(resources, 'kubernetes_config_map_v1').map(({ attributes }) =>
        textOf(attributes['data']),
      );
      const group = ofType(resources, 'aws_cloudwatch_log_group').find(({ id }) => id.startsWith('pod-logs'));
      return [
        ...(readers.length === 0 ? ['no reader'] : idsOf(readers.filter((one) => !isFine(one)))),
        ...(textOf(identity?.attributes['role_arn']).includes('pod-logs') ? [] : ['no role']),
        ...(settings.some((text) =>
          text.includes(`log_group_name ${textOf(group?.attributes['name'] ?? 'of ours')}\\n`),
        )
          ? []
          : ['no group']),
      ];
    },
    mutants: {
      'nobody reads it': remove('kubernetes_daemon_set_v1', ''),
      'the reader has no role': remove('aws_eks_pod_identity_association', 'pod-logs'),
      'it writes into no group of ours': remove('aws_cloudwatch_log_group', 'pod-logs'),
      'it may write on the node': change('kubernetes_daemon_set_v1', '', ({ spec }) => ({
        spec: JSON.parse(JSON.stringify(spec).replaceAll('"read_only":true', '"read_only":false')) as Block,
      })),
    },
  },
  {
    name: "the namespace admits what the profile 'restricted' allows, and no service has an address outside",
    violations: (resources) => [
      ...idsOf(
        ofType(resources, 'kubernetes_namespace_v1').filter(
          ({ attributes }) =>
            first(first(attributes['metadata'])['labels'])['pod-security.kubernetes.io/enforce'] !== 'restricted',
        ),
      ),
      ...idsOf(
        ofType(resources, 'kubernetes_service_v1').filter(
          ({ attributes }) => first(attributes['spec'])['type'] !== 'ClusterIP',
        ),
      ),
    ],
    mutants: {
      'a namespace without profile': change('kubernetes_namespace_v1', '', { metadata: { name: 'cloudapp' } }),
      'a load balancer': change('kubernetes_service_v1', 'create-user', { spec: { type: 'LoadBalancer' } }),
    },
  },
  {
    name: 'network policies deny everything in both directions but for the openings that are needed',
    violations: (resources) => {
      const policies = ofType(resources, 'kubernetes_network_policy_v1');
      const isDenyAll = ({ attributes }: Resource) =>
        textOf(attributes['spec']) === '{"pod_selector":{},"policy_types":["Ingress","Egress"]}';
      const openings = policies.flatMap(({ id, attributes }) => {
        const spec = first(attributes['spec']);
        const found = [
          ...all(spec['ingress']).flatMap((rule) => isOpenTo(rule, 'from')),
          ...all(spec['egress']).flatMap((rule) => isOpenTo(rule, 'to')),
        ];
        const rules = all(spec['ingress']).length + all(spec['egress']).length;
        return found.some((opening) => !needed.test(opening)) || (rules > 0 && found.length === 0) ? [id] : [];
      });
      return [...(policies.some(isDenyAll) ? [] : ['no policy denies everything']), ...openings];
    },
    mutants: {
      'nothing is denied': remove('kubernetes_network_policy_v1', 'default-deny'),
      'only one direction is denied': change('kubernetes_network_policy_v1', 'default-deny', {
        spec: { pod_selector: {}, policy_types: ['Ingress'] },
      }),
      'everybody gets in': add('kubernetes_network_policy_v1', { spec: { ingress: [{}] } }),
      'another port': add('kubernetes_network_policy_v1', {
        spec: { egress: [{ to: [{ ip_block: { cidr: '0.0.0.0/0' } }], ports: [{ port: '25', protocol: 'TCP' }] }] },
      }),
      'another network': add('kubernetes_network_policy_v1', {
        spec: {
          ingress: [{ from: [{ ip_block: { cidr: '10.0.0.0/8' } }], ports: [{ port: '8080', protocol: 'TCP' }] }],
        },
      }),
    },
  },
];
