import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association/index.js';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1/index.js';
import { DaemonSetV1 } from '@cdktf/provider-kubernetes/lib/daemon-set-v1/index.js';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1/index.js';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { prefixOf } from '../names.ts';
import type { PermissionContext } from '../permissions/permissions.ts';
import { LogGroup } from './log-group.ts';
import { PartRole } from './role.ts';

export interface PodLogsProps {
  readonly environment: Environment;
  readonly permissions: PermissionContext;
  readonly clusterName: string;
  /** Namespace whose pods' logs are kept. */
  readonly namespace: string;
  readonly logKeyArn: string;
}

/** Where what looks after nodes lives. Its pods read files of the node, which the services' own namespace admits for nobody. */
const systemNamespace = 'kube-system';
const name = 'pod-logs';

/** AWS's build of Fluent Bit; from 2.32.5 on it takes credentials of Pod Identity. */
const image = 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.16';

/** On each node one reader of the services' logs, which the node forgets with the pod: they outlive it in a log group. */
export class PodLogs extends Construct {
  constructor(scope: Construct, id: string, props: PodLogsProps) {
    super(scope, id);
    const { environment, permissions, clusterName } = props;
    const groupName = `/${prefixOf(environment)}/pods`;
    const group = new LogGroup(this, 'log-group', { environment, name: groupName, keyArn: props.logKeyArn });
    const role = new PartRole(this, 'role', { environment, part: 'pod-logs', permissions });
    const identity = new EksPodIdentityAssociation(this, 'identity', {
      clusterName,
      namespace: systemNamespace,
      serviceAccount: name,
      roleArn: role.arn,
      dependsOn: [role.policy],
    });
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'cloudapp' };
    const metadata = { name, namespace: systemNamespace, labels };
    new ServiceAccountV1(this, 'account', { metadata, automountServiceAccountToken: false });
    const configuration = fluentBit(environment.region, props.namespace, groupName);
    new ConfigMapV1(this, 'configuration', { metadata, data: { 'fluent-bit.conf': configuration } });
    new DaemonSetV1(this, 'reader', {
      metadata,
      waitForRollout: false,
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        strategy: { type: 'RollingUpdate' },
        template: { metadata: { labels, annotations: { configuration: Fn.sha256(configuration) } }, spec: podSpec },
      },
      // Pods get a role only if it was bound to their account before they started.
      dependsOn: [identity, group],
    });
  }
}

/** Fluent Bit's settings: lines of the namespace's containers, as they were written, in one stream a pod. */
function fluentBit(region: string, namespace: string, logGroup: string): string {
  return `[SERVICE]
    Flush 5
    Log_Level warn
[INPUT]
    Name tail
    Path /var/log/containers/*_${namespace}_*.log
    Tag_Regex (?<pod>[^/_]+)_${namespace}_
    Tag <pod>
    multiline.parser cri
    DB /state/tail.db
    Read_from_Head On
    Refresh_Interval 10
    Mem_Buf_Limit 8MB
    Skip_Long_Lines On
[OUTPUT]
    Name cloudwatch_logs
    Match *
    region ${region}
    log_group_name ${logGroup}
    log_stream_prefix pod/
    log_key log
    auto_create_group Off
    Retry_Limit 10
`;
}

const resources = { cpu: '25m', memory: '64Mi', 'ephemeral-storage': '64Mi' };

const podSpec = {
  serviceAccountName: name,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  priorityClassName: 'system-node-critical',
  toleration: [{ operator: 'Exists' }],
  securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
  volume: [
    { name: 'logs', hostPath: { path: '/var/log', type: 'Directory' } },
    { name: 'state', emptyDir: { sizeLimit: '16Mi' } },
    { name: 'configuration', configMap: { name } },
  ],
  container: [
    {
      name,
      image,
      command: ['/fluent-bit/bin/fluent-bit', '-c', '/configuration/fluent-bit.conf'],
      resources: { requests: resources, limits: { ...resources, cpu: '200m', memory: '128Mi' } },
      securityContext: {
        // Nodes give the files of containers to root alone.
        runAsUser: '0',
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      volumeMount: [
        { name: 'logs', mountPath: '/var/log', readOnly: true },
        { name: 'state', mountPath: '/state' },
        { name: 'configuration', mountPath: '/configuration', readOnly: true },
      ],
    },
  ],
};
