import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon/index.js';
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association/index.js';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile/index.js';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import type { Construct } from 'constructs';
import { forEachService, serviceNames, type ServiceName } from '@cloudapp/contracts/service';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { serviceCidr, type ClusterAccess } from './cluster.ts';
import { BackgroundFunctions } from './constructs/background-functions.ts';
import { PermissionsBoundary } from './constructs/boundary.ts';
import { addKubernetesProvider } from './constructs/kubernetes-provider.ts';
import { inPod, KoaDeployment } from './constructs/koa-deployment.ts';
import { Namespace } from './constructs/namespace.ts';
import { NodePool, nodeSelector } from './constructs/node-pool.ts';
import { PodLogs } from './constructs/pod-logs.ts';
import { PartRole } from './constructs/role.ts';
import { ServiceTargets } from './constructs/service-targets.ts';
import { prefixOf } from './names.ts';
import { permissionsIn } from './permissions/permission-context.ts';
import type { PermissionContext } from './permissions/permissions.ts';
import {
  analyseVariables,
  countStatisticsVariables,
  reconcileVariables,
  sealAuditVariables,
  sendNoticesVariables,
  signAuditVariables,
} from './variables/functions.ts';
import { serviceVariables } from './variables/services.ts';

export interface ServicesProps extends BaseStackProps {
  readonly network: {
    readonly vpcId: string;
    readonly subnets: readonly Subnet[];
    readonly loadBalancerArn: string;
    /** Group of nodes, pods and whatever else works beside them. */
    readonly nodesGroupId: string;
    readonly machineSubnetIds: readonly string[];
    readonly machineSecurityGroupIds: Readonly<Record<string, string>>;
    readonly publicOrigin: string;
    readonly logKeyArn: string;
  };
  readonly data: {
    readonly dataKeyArn: string;
    readonly secretsKeyArn: string;
    readonly messagesKeyArn: string;
    readonly recordsBucket: string;
    readonly recordsBucketArn: string;
    readonly statisticsEventsStreamArn: string;
    readonly auditStreamArn: string;
    readonly auditKeyArn: string;
    readonly auditRootsBucket: string;
  };
  readonly cluster: ClusterAccess;
  readonly nodes: { readonly roleName: string; readonly securityGroupIds: readonly string[] };
  /** Image of each service, with its tag. */
  readonly images: Readonly<Record<ServiceName, string>>;
}

/** Phase 2: the services in the cluster behind their load balancer, and the functions that work behind them. */
export class ServicesStack extends BaseStack {
  readonly #targets: ServiceTargets;

  /** What CloudWatch calls each service's target group. */
  get targetGroupArnSuffixes(): Record<ServiceName, string> {
    const { targetGroups } = this.#targets;
    return forEachService((name) => targetGroups[name].arnSuffix);
  }

  constructor(scope: Construct, id: string, props: ServicesProps) {
    super(scope, id, props);
    const { environment, network, data, cluster } = props;
    addKubernetesProvider(this, environment, cluster);
    const permissions = permissionsIn(environment, {
      ...data,
      machineSubnetIds: network.machineSubnetIds,
      machineSecurityGroupIds: Object.values(network.machineSecurityGroupIds),
    });
    const launcherBoundary = new PermissionsBoundary(this, 'launcher-boundary', {
      environment,
      boundary: 'launcher',
      permissions,
    });
    this.#addMachineProfile(permissions);

    this.#targets = new ServiceTargets(this, 'balancer', {
      environment,
      vpcId: network.vpcId,
      loadBalancerArn: network.loadBalancerArn,
      clusterName: cluster.name,
    });
    const nodePool = new NodePool(this, 'node-pool', {
      environment,
      roleName: props.nodes.roleName,
      securityGroupIds: props.nodes.securityGroupIds,
      subnetIds: network.subnets.map((subnet) => subnet.id),
    });
    this.#addMetricsServer(cluster.name, nodePool);
    const namespace = new Namespace(this, 'namespace', { environment, name: 'cloudapp', serviceCidr });
    const variables = serviceVariables(environment, inPod, { ...network, ...data });
    for (const service of serviceNames) {
      const identity = this.#addIdentity(service, namespace.name, permissions, launcherBoundary.arn, cluster.name);
      new KoaDeployment(this, service, {
        environment,
        service,
        namespace: namespace.name,
        image: props.images[service],
        variables: variables[service],
        targetGroupArn: this.#targets.targetGroups[service].arn,
        nodeSelector,
        // Pods get a role only if it was bound to their account before they started.
        after: [identity, nodePool.pool],
      });
    }
    new PodLogs(this, 'pod-logs', {
      environment,
      permissions,
      clusterName: cluster.name,
      namespace: namespace.name,
      logKeyArn: network.logKeyArn,
    });
    new BackgroundFunctions(this, 'background', {
      environment,
      permissions,
      boundaryArn: launcherBoundary.arn,
      variables: {
        'analyse-provisioning': analyseVariables(environment, data.recordsBucket),
        'count-statistics': countStatisticsVariables(environment),
        'reconcile-instances': reconcileVariables(environment, data),
        'seal-audit': sealAuditVariables(environment),
        'sign-audit': signAuditVariables(environment, data),
        'send-notices': sendNoticesVariables(environment, network.publicOrigin, data.secretsKeyArn),
      },
      network: {
        subnetIds: network.subnets.map((subnet) => subnet.id),
        securityGroupIds: [network.nodesGroupId],
      },
      logKeyArn: network.logKeyArn,
      recordsBucket: data.recordsBucket,
      recordsBucketArn: data.recordsBucketArn,
      statisticsEventsStreamArn: data.statisticsEventsStreamArn,
      auditStreamArn: data.auditStreamArn,
    });
  }

  /** The autoscaler of pods reads from it. It waits for nodes of ours, since nothing of it may run on Auto Mode's own pool. */
  #addMetricsServer(clusterName: string, nodePool: NodePool): void {
    new EksAddon(this, 'metrics-server', {
      clusterName,
      addonName: 'metrics-server',
      resolveConflictsOnUpdate: 'OVERWRITE',
      dependsOn: [nodePool.pool],
    });
  }

  #addMachineProfile(permissions: PermissionContext): void {
    const { environment } = this;
    const boundary = new PermissionsBoundary(this, 'machine-boundary', {
      environment,
      boundary: 'machine',
      permissions,
    });
    const role = new PartRole(this, 'machine-role', {
      environment,
      part: 'machine',
      permissions,
      boundaryArn: boundary.arn,
    });
    new IamInstanceProfile(this, 'machine-profile', { name: `${prefixOf(environment)}-machine`, role: role.name });
  }

  #addIdentity(
    service: ServiceName,
    namespace: string,
    permissions: PermissionContext,
    launcherBoundaryArn: string,
    clusterName: string,
  ): EksPodIdentityAssociation {
    const role = new PartRole(this, `${service}-role`, {
      environment: this.environment,
      part: service,
      permissions,
      ...(service === 'provision-instance' && { boundaryArn: launcherBoundaryArn }),
    });
    return new EksPodIdentityAssociation(this, `${service}-identity`, {
      clusterName,
      namespace,
      serviceAccount: service,
      roleArn: role.arn,
      dependsOn: [role.policy],
    });
  }
}
