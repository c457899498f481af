import { App } from 'cdktf';
import { forEachService } from '@cloudapp/contracts/service';
import type { Environment } from '../config/environment.ts';
import { addRules } from './aspects/rules.ts';
import { AuthStack } from './auth.ts';
import { ClusterStack } from './cluster.ts';
import { DataStack } from './data.ts';
import { NetworkStack } from './network.ts';
import { ObservabilityStack } from './observability.ts';
import { PresentationStack } from './presentation.ts';
import { RegistryStack, type ImageName } from './registry.ts';
import { ServicesStack } from './services.ts';

export interface Release {
  /** Tag of all images: the commit that they were built from. */
  readonly imageTag: string;
  /** Digest of each image, `sha256:…`, where it is known: what runs is then that and nothing else. */
  readonly imageDigests?: Readonly<Partial<Record<ImageName, string>>>;
}

export interface BuildOptions {
  /** Folder that the result goes to. @default cdktf.out */
  readonly outdir?: string;
}

/** Feature flags of CDKTF (docs/adr/0011-stacks-in-cdktf.md): ids without the stack's name, so that they stay when a stack is renamed. */
const context = { excludeStackIdFromLogicalIds: 'true', allowSepCharsInLogicalIds: 'true' };

/** All stacks of an environment, in the order in which they are deployed. */
export function buildApp(environment: Environment, release: Release, options: BuildOptions = {}): App {
  const app = new App({ ...options, context, stackTraces: false });
  const network = new NetworkStack(app, 'network', { environment });
  const registry = new RegistryStack(app, 'registry', { environment });
  const image = (name: ImageName) => imageOf(registry.repositoryUrls[name], name, release);
  const data = new DataStack(app, 'data', { environment, accessLogBucket: network.accessLogBucket });
  const { publicOrigin } = network.frontDoor;
  const auth = new AuthStack(app, 'auth', {
    environment,
    publicOrigin,
    signInEndpointId: network.signInEndpointId,
    logKeyArn: network.logKeyArn,
    dataKeyArn: data.dataKeyArn,
    secretsKeyArn: data.secretsKeyArn,
    messagesKeyArn: data.messagesKeyArn,
    network: { subnetIds: network.logicSubnets.map(({ id }) => id), securityGroupIds: [network.nodesGroupId] },
  });
  const cluster = new ClusterStack(app, 'cluster', {
    environment,
    subnets: network.logicSubnets,
    logKeyArn: network.logKeyArn,
    deployerGroupId: network.deployerGroupId,
  });
  const services = new ServicesStack(app, 'services', {
    environment,
    network: {
      ...pick(network),
      subnets: network.logicSubnets,
      loadBalancerArn: network.frontDoor.loadBalancerArn,
      publicOrigin,
    },
    data,
    cluster: cluster.access,
    nodes: {
      roleName: cluster.nodeRoleName,
      securityGroupIds: [cluster.securityGroupId, network.nodesGroupId],
    },
    images: forEachService(image),
  });
  const presentation = addPresentation(app, environment, network, auth, image('presentation'));
  // Pages that are there before what they ask would show errors.
  presentation.addDependency(services);
  new ObservabilityStack(app, 'observability', {
    environment,
    loadBalancer: network.frontDoor.loadBalancerArnSuffix,
    targetGroups: { nginx: presentation.targetGroupArnSuffix, ...services.targetGroupArnSuffixes },
    presentation,
    loginWorkflowArn: auth.loginWorkflowArn,
    clusterName: cluster.access.name,
  });
  addRules(app);
  return app;
}

function imageOf(repositoryUrl: string, name: ImageName, { imageTag, imageDigests }: Release): string {
  const digest = imageDigests?.[name];
  return `${repositoryUrl}:${imageTag}${digest === undefined ? '' : `@${digest}`}`;
}

function addPresentation(
  app: App,
  environment: Environment,
  network: NetworkStack,
  auth: AuthStack,
  image: string,
): PresentationStack {
  return new PresentationStack(app, 'presentation', {
    environment,
    network: {
      vpcId: network.vpcId,
      subnets: network.presentationSubnets,
      groupId: network.presentationGroupId,
      loadBalancerArn: network.frontDoor.loadBalancerArn,
      logKeyArn: network.logKeyArn,
    },
    image,
    signInOrigin: auth.signInOrigin,
    servicesHost: network.frontDoor.loadBalancerHost,
  });
}

function pick({ vpcId, nodesGroupId, machineSubnetIds, machineSecurityGroupIds, logKeyArn }: NetworkStack) {
  return {
    vpcId,
    nodesGroupId,
    machineSubnetIds,
    machineSecurityGroupIds,
    logKeyArn,
  };
}
