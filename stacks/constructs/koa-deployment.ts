import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1/index.js';
import { HorizontalPodAutoscalerV2 } from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2/index.js';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1/index.js';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1/index.js';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1/index.js';
import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { usualAnswerSeconds } from '@cloudapp/contracts/route';
import type { ServiceName } from '@cloudapp/contracts/service';
import type { Environment } from '../../config/environment.ts';
import type { ServiceVariables, Place } from '../variables/services.ts';

export interface KoaDeploymentProps<S extends ServiceName = ServiceName> {
  readonly environment: Environment;
  readonly service: S;
  readonly namespace: string;
  /** Image with its tag. */
  readonly image: string;
  /** What its schema reads (`stacks/variables`). */
  readonly variables: ServiceVariables<S>;
  /** Target group that its pods join. */
  readonly targetGroupArn: string;
  /** Labels that nodes must carry. */
  readonly nodeSelector: Record<string, string>;
  /** What must be there before its pods start. */
  readonly after: readonly ITerraformDependable[];
}

/** The port that every service listens on. */
export const servicePort = 8080;

/** User and group of the images; see microservices/Dockerfile. */
const imageUser = 65_532;

/**
 * Longest life of a pod after SIGTERM: the service waits for the load balancer to forget it, then drains, and forces its
 * exit below this.
 */
const graceSeconds = 60;

/** How a service stands in a pod. */
export const inPod: Place = {
  host: '0.0.0.0',
  port: servicePort,
  // nginx names the viewer, the load balancer appends nginx.
  trustedProxyHops: 2,
  answerSeconds: usualAnswerSeconds,
  // Together below the grace; the delay covers what the load balancer needs to turn away.
  shutdownDelaySeconds: 10,
  shutdownDrainSeconds: 25,
};

/** A service of the logic tier: pods that admission's `restricted` profile lets in, spread, scaled and never all gone. */
export class KoaDeployment<S extends ServiceName> extends Construct {
  constructor(scope: Construct, id: string, props: KoaDeploymentProps<S>) {
    super(scope, id);
    const { environment, service: name, namespace } = props;
    const scale = environment.services[name];
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'cloudapp' };
    const metadata = { name, namespace, labels };
    new ServiceAccountV1(this, 'account', { metadata, automountServiceAccountToken: false });
    const deployment = new DeploymentV1(this, 'deployment', {
      metadata,
      waitForRollout: true,
      timeouts: { create: '10m', update: '10m' },
      spec: {
        replicas: String(scale.minReplicas),
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 480,
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '0', maxSurge: '1' } },
        template: { metadata: { labels }, spec: podSpec(props) },
      },
      // The autoscaler owns the number of replicas once they run.
      lifecycle: { ignoreChanges: ['spec[0].replicas'] },
      dependsOn: [...props.after],
    });
    const service = new ServiceV1(this, 'service', {
      metadata,
      spec: {
        type: 'ClusterIP',
        selector: { 'app.kubernetes.io/name': name },
        port: [{ name: 'http', port: servicePort, targetPort: String(servicePort), protocol: 'TCP' }],
      },
    });
    this.#addScaling(props, metadata, deployment);
    new Manifest(this, 'target-group', {
      manifest: {
        apiVersion: 'eks.amazonaws.com/v1',
        kind: 'TargetGroupBinding',
        metadata: { name, namespace, labels },
        spec: {
          serviceRef: { name: service.metadata.name, port: servicePort },
          targetGroupARN: props.targetGroupArn,
          targetType: 'ip',
        },
      },
    });
  }

  #addScaling({ environment, service: name }: KoaDeploymentProps, metadata: object, deployment: DeploymentV1): void {
    const { minReplicas, maxReplicas } = environment.services[name];
    new HorizontalPodAutoscalerV2(this, 'autoscaler', {
      metadata,
      spec: {
        minReplicas,
        maxReplicas,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.metadata.name },
        metric: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
      },
    });
    new PodDisruptionBudgetV1(this, 'disruption-budget', {
      metadata,
      spec: { maxUnavailable: '1', selector: { matchLabels: { 'app.kubernetes.io/name': name } } },
    });
  }
}

function podSpec(props: KoaDeploymentProps) {
  const { environment, service: name, variables } = props;
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: props.nodeSelector,
    terminationGracePeriodSeconds: graceSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: String(imageUser),
      runAsGroup: String(imageUser),
      fsGroup: String(imageUser),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraint: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      topologyKey,
      maxSkew: 1,
      // Zones must be even where there is a node in each; nodes only if they can, or a small cluster could not roll out.
      whenUnsatisfiable:
        topologyKey.endsWith('zone') && environment.cluster.hasNodeInEachZone ? 'DoNotSchedule' : 'ScheduleAnyway',
      labelSelector: [{ matchLabels: { 'app.kubernetes.io/name': name } }],
    })),
    volume: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
    container: [container(props, Object.entries(variables))],
  };
}

function container({ environment, service: name, image }: KoaDeploymentProps, variables: [string, string][]) {
  const { cpuMillis, memoryMib } = environment.services[name];
  const resources = { cpu: `${cpuMillis}m`, memory: `${memoryMib}Mi`, 'ephemeral-storage': '128Mi' };
  const probe = (path: string) => ({
    httpGet: { path, port: String(servicePort) },
    periodSeconds: 5,
    timeoutSeconds: 2,
  });
  return {
    name,
    image,
    // A node that has the image asks all the same whether it may still run it.
    imagePullPolicy: 'Always',
    env: variables.map(([key, value]) => ({ name: key, value })),
    resources: { requests: resources, limits: { ...resources, cpu: `${cpuMillis * 4}m` } },
    startupProbe: { ...probe('/health/live'), failureThreshold: 24 },
    livenessProbe: { ...probe('/health/live'), periodSeconds: 10, failureThreshold: 3 },
    readinessProbe: { ...probe('/health/ready'), failureThreshold: 2 },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMount: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}
