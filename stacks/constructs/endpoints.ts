import { DataAwsPrefixList } from '@cdktf/provider-aws/lib/data-aws-prefix-list/index.js';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { auditRootsBucketName, physicalName, prefixOf, recordsBucketName } from '../names.ts';
import { hasGate, logicCidr, type AppNetwork } from './app-network.ts';
import { Firewall } from './firewall.ts';

export interface EndpointsProps {
  readonly environment: Environment;
  readonly network: AppNetwork;
  /** Firewall of the nginx tasks. */
  readonly presentation: Firewall;
  /** Firewall of what deploys from inside. */
  readonly deployer: Firewall;
}

const https = 443;
/** What Fargate needs to start a task: the image and a place for its log. */
const presentationServices = ['ecr.api', 'ecr.dkr', 'logs'] as const;

/**
 * The ways to AWS services that leave neither the network nor its policies.
 *
 * Presentation can pull its image, log, and call the sign-in API. The endpoints of DynamoDB, and of S3 for anything but
 * image layers, are in the route tables of the logic tier alone, which reaches every other service through NAT.
 */
export class Endpoints extends Construct {
  /** Id of the endpoint that the private API is called through. */
  readonly signInEndpointId: string;

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const { environment, presentation } = props;
    const signIn = this.#firewall(props, 'sign-in-endpoint', 'The private sign-in API');
    presentation.mayReach(signIn, https, 'nginx forwards sign-ins');
    this.signInEndpointId = this.#addInterface(props, 'execute-api', signIn, {
      // The stage's own policy narrows this to one API; its name carries the endpoint, so private DNS stays off.
      // Sign-ins carry no AWS identity, so there is no principal to ask for.
      policy: policyOf([invokeIn(environment)]),
      privateDnsEnabled: false,
    });

    if (hasGate(environment)) {
      presentation.mayReachOutside('gate', { cidr: '0.0.0.0/0' }, https, 'the gate takes it: its image and its log');
    } else {
      this.#addShared(props);
    }
    this.#addGateways(props);
  }

  #addShared(props: EndpointsProps): void {
    const shared = this.#firewall(props, 'aws-endpoints', 'AWS services for both tiers');
    props.presentation.mayReach(shared, https, 'pulls its image and writes its log');
    this.#letLogic(props, shared);
    for (const service of presentationServices) {
      this.#addInterface(props, service, shared, { privateDnsEnabled: true });
    }
  }

  /** Private names of AWS services lead everybody in the network here, so whoever uses one is let in. */
  #letLogic({ environment, network, deployer }: EndpointsProps, firewall: Firewall): void {
    deployer.mayReach(firewall, https, 'deploys');
    network.logicSubnets.forEach((_subnet, zone) => {
      const cidr = logicCidr(environment.network.appCidr, zone);
      firewall.lets(`logic-${zone}`, { cidr }, https, 'nodes, pods and functions');
    });
  }

  #firewall({ environment, network }: EndpointsProps, part: string, description: string): Firewall {
    return new Firewall(this, part, { environment, vpcId: network.vpcId, part, description });
  }

  #addInterface(
    { environment, network }: EndpointsProps,
    service: string,
    firewall: Firewall,
    options: { policy?: string; privateDnsEnabled: boolean },
  ): string {
    const { endpointZones, zones } = environment.network;
    const id = service.replaceAll('.', '-');
    return new VpcEndpoint(this, id, {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${environment.region}.${service}`,
      vpcEndpointType: 'Interface',
      subnetIds: network.presentationSubnets.slice(0, endpointZones === 'one' ? 1 : zones).map((subnet) => subnet.id),
      securityGroupIds: [firewall.id],
      tags: { Name: physicalName(environment, id) },
      ...options,
    }).id;
  }

  #addGateways({ environment, network, presentation }: EndpointsProps): void {
    const { region, account } = environment;
    const gateway = (id: string, service: string, routeTableIds: string[], policy: string) =>
      new VpcEndpoint(this, id, {
        vpcId: network.vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: 'Gateway',
        routeTableIds,
        policy,
        tags: { Name: physicalName(environment, id) },
      });
    const logicRoutes = network.logicRoutes.map((table) => table.id);
    const tables = `arn:aws:dynamodb:${region}:${account}:table/${prefixOf(environment)}-*`;
    gateway('dynamodb', 'dynamodb', logicRoutes, ownAccountPolicy(environment, ['dynamodb:*'], [tables]));
    const records = `arn:aws:s3:::${recordsBucketName(environment)}`;
    const roots = `arn:aws:s3:::${auditRootsBucketName(environment)}`;
    gateway(
      's3-logic',
      's3',
      logicRoutes,
      policyOf([
        imageLayers(region),
        allowIn(environment, ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], [`${records}/*`, roots, `${roots}/*`]),
      ]),
    );
    gateway('s3-presentation', 's3', [network.presentationRoutes.id], policyOf([imageLayers(region)]));
    const prefixList = new DataAwsPrefixList(this, 's3-addresses', { name: `com.amazonaws.${region}.s3` });
    presentation.mayReachOutside('s3', { prefixListId: prefixList.id }, https, 'layers of its image');
  }
}

/** ECR keeps image layers in this bucket of AWS's own. */
function imageLayers(region: string): object {
  const Resource = `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`;
  return { Sid: 'ImageLayers', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource };
}

function invokeIn({ region, account }: Environment): object {
  const Resource = `arn:aws:execute-api:${region}:${account}:*`;
  return { Sid: 'OwnApis', Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource };
}

function allowIn({ account }: Environment, actions: string[], resources: string[]): object {
  return {
    Sid: 'OwnAccount',
    Effect: 'Allow',
    Principal: '*',
    Action: actions,
    Resource: resources,
    Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
  };
}

function policyOf(statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function ownAccountPolicy(environment: Environment, actions: string[], resources: string[]): string {
  return policyOf([allowIn(environment, actions, resources)]);
}
