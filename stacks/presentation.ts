import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy/index.js';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target/index.js';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster/index.js';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers/index.js';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service/index.js';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition/index.js';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener/index.js';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group/index.js';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { Fn } from 'cdktf';
import { forwardedPaths } from '@cloudapp/contracts/api';
import type { Construct } from 'constructs';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { resolverAddress } from './constructs/addresses.ts';
import { nginxPort } from './constructs/front-door.ts';
import { innerTraffic } from './constructs/inner-traffic.ts';
import { LogGroup } from './constructs/log-group.ts';
import { PartRole } from './constructs/role.ts';
import { prefixOf } from './names.ts';
import { permissionsIn } from './permissions/permission-context.ts';

export interface PresentationProps extends BaseStackProps {
  readonly network: {
    readonly vpcId: string;
    readonly subnets: readonly Subnet[];
    readonly groupId: string;
    readonly loadBalancerArn: string;
    readonly logKeyArn: string;
  };
  /** Image with its tag. */
  readonly image: string;
  /** Where nginx forwards sign-ins to: host of the private API's stage. */
  readonly signInOrigin: string;
  /** Host that nginx forwards the rest of the API to. */
  readonly servicesHost: string;
}

/** The user of the image. */
const nginxUser = '101';
const temporary = 'temporary';

/** The only tier that a browser reaches: nginx on Fargate, which may call no AWS API at all. */
export class PresentationStack extends BaseStack {
  readonly targetGroupArnSuffix: string;
  readonly clusterName: string;
  readonly serviceName: string;

  constructor(scope: Construct, id: string, props: PresentationProps) {
    super(scope, id, props);
    const cluster = new EcsCluster(this, 'cluster', {
      name: this.physicalName('presentation'),
      setting: [{ name: 'containerInsights', value: props.environment.insight === 'full' ? 'enabled' : 'disabled' }],
    });
    const providers = new EcsClusterCapacityProviders(this, 'capacity', {
      clusterName: cluster.name,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    });
    const targetGroup = this.#addTargetGroup(props.network.vpcId);
    const listener = new LbListener(this, 'listener', {
      loadBalancerArn: props.network.loadBalancerArn,
      ...innerTraffic(props.environment, 'front').listener,
      defaultAction: [{ type: 'forward', targetGroupArn: targetGroup.arn }],
    });
    const service = new EcsService(this, 'service', {
      name: 'nginx',
      cluster: cluster.arn,
      taskDefinition: this.#addTask(props).arn,
      desiredCount: this.environment.presentation.minTasks,
      capacityProviderStrategy: [
        { capacityProvider: this.environment.presentation.capacity === 'spot' ? 'FARGATE_SPOT' : 'FARGATE', weight: 1 },
      ],
      platformVersion: 'LATEST',
      enableExecuteCommand: false,
      propagateTags: 'SERVICE',
      healthCheckGracePeriodSeconds: 30,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
      networkConfiguration: {
        subnets: props.network.subnets.map((subnet) => subnet.id),
        securityGroups: [props.network.groupId],
        assignPublicIp: false,
      },
      loadBalancer: [{ targetGroupArn: targetGroup.arn, containerName: 'nginx', containerPort: nginxPort }],
      // Autoscaling owns the number of tasks once they run.
      lifecycle: { ignoreChanges: ['desired_count'] },
      dependsOn: [listener, providers],
    });
    this.#addScaling(`service/${cluster.name}/${service.name}`);
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    this.clusterName = cluster.name;
    this.serviceName = service.name;
  }

  #addTargetGroup(vpcId: string): LbTargetGroup {
    return new LbTargetGroup(this, 'target-group', {
      name: this.physicalName('nginx'),
      port: nginxPort,
      protocol: 'HTTP',
      targetType: 'ip',
      vpcId,
      deregistrationDelay: '15',
      healthCheck: {
        path: '/healthz',
        matcher: '200',
        interval: 10,
        timeout: 3,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
    });
  }

  #addTask({ image, network, signInOrigin, servicesHost }: PresentationProps): EcsTaskDefinition {
    const { environment } = this;
    const permissions = permissionsIn(environment);
    const executionRole = new PartRole(this, 'execution-role', {
      environment,
      part: 'presentation-execution',
      permissions,
    });
    const taskRole = new PartRole(this, 'task-role', { environment, part: 'presentation-task', permissions });
    const logGroup = new LogGroup(this, 'log-group', {
      environment,
      name: `/${prefixOf(environment)}/presentation`,
      keyArn: network.logKeyArn,
    });
    const inner = innerTraffic(environment, 'services');
    const variables = {
      SIGN_IN_ORIGIN: signInOrigin,
      SERVICES_ORIGIN: `${inner.scheme}://${servicesHost}:${inner.port}`,
      SERVICES_NAME: environment.domain?.name ?? servicesHost,
      SERVICES_PATHS: forwardedPaths.map(([segment]) => segment).join('|'),
      RESOLVER: resolverAddress(environment.network.appCidr),
      TRUSTED_PROXIES: environment.network.appCidr,
    };
    const container = {
      name: 'nginx',
      image,
      essential: true,
      user: nginxUser,
      readonlyRootFilesystem: true,
      portMappings: [{ containerPort: nginxPort, protocol: 'tcp' }],
      environment: Object.entries(variables).map(([name, value]) => ({ name, value })),
      mountPoints: [{ sourceVolume: temporary, containerPath: '/tmp', readOnly: false }],
      stopTimeout: 30,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': logGroup.name,
          'awslogs-region': environment.region,
          'awslogs-stream-prefix': 'nginx',
        },
      },
    };
    return new EcsTaskDefinition(this, 'task', {
      family: this.physicalName('presentation'),
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(environment.presentation.cpuUnits),
      memory: String(environment.presentation.memoryMib),
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      volume: [{ name: temporary }],
      containerDefinitions: Fn.jsonencode([container]),
    });
  }

  #addScaling(resourceId: string): void {
    const { minTasks, maxTasks } = this.environment.presentation;
    const target = new AppautoscalingTarget(this, 'scaling', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
    });
    new AppautoscalingPolicy(this, 'scaling-policy', {
      name: 'cpu',
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        // nginx answers in microseconds until it runs out of CPU; half leaves time to start another.
        targetValue: 50,
        scaleInCooldown: 300,
        scaleOutCooldown: 30,
      },
    });
  }
}
