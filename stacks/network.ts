import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { loadBlueprintPorts } from './product/blueprints.ts';
import { AppNetwork } from './constructs/app-network.ts';
import { EncryptionKey, logsUser } from './constructs/encryption-key.ts';
import { Endpoints } from './constructs/endpoints.ts';
import { Firewall } from './constructs/firewall.ts';
import { FrontDoor } from './constructs/front-door.ts';
import { MachineNetwork } from './constructs/machine-network.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import { PartRole } from './constructs/role.ts';
import { permissionsIn } from './permissions/permission-context.ts';

/** Both networks, the ways to AWS services, who may reach whom, and the front door. */
export class NetworkStack extends BaseStack {
  readonly vpcId: string;
  readonly logicSubnets: readonly Subnet[];
  readonly presentationSubnets: readonly Subnet[];
  readonly machineSubnetIds: readonly string[];
  readonly machineSecurityGroupIds: Readonly<Record<string, string>>;
  readonly signInEndpointId: string;
  readonly frontDoor: FrontDoor;
  readonly presentationGroupId: string;
  readonly nodesGroupId: string;
  /** Group of what deploys from inside the network, in the subnet of the same name. */
  readonly deployerGroupId: string;
  readonly logKeyArn: string;
  readonly accessLogBucket: string;

  constructor(scope: Construct, id: string, props: BaseStackProps) {
    super(scope, id, props);
    const { environment } = props;
    const { account, region } = environment;
    this.logKeyArn = new EncryptionKey(this, 'log-key', {
      environment,
      part: 'logs',
      description: 'Log groups',
      services: [logsUser(account, region)],
    }).arn;
    const flowLogRole = new PartRole(this, 'flow-log-role', {
      environment,
      part: 'flow-logs',
      permissions: permissionsIn(environment),
    });
    const logging = { environment, logKeyArn: this.logKeyArn, flowLogRoleArn: flowLogRole.arn };

    const app = new AppNetwork(this, 'app', logging);
    this.vpcId = app.vpcId;
    this.logicSubnets = app.logicSubnets;
    this.presentationSubnets = app.presentationSubnets;

    const machines = new MachineNetwork(this, 'machines', {
      ...logging,
      blueprints: loadBlueprintPorts(),
      logicAddresses: app.natAddresses,
    });
    this.machineSubnetIds = machines.subnetIds;
    this.machineSecurityGroupIds = machines.securityGroupIds;

    const presentation = this.#addFirewall('presentation', 'nginx');
    const nodes = this.#addFirewall('nodes', 'Nodes of the cluster and the pods on them');
    nodes.mayReachOutside('internet', { cidr: '0.0.0.0/0' }, 443, 'AWS services and the registry');
    nodes.mayReachOutside('machines', { cidr: '0.0.0.0/0' }, 22, 'tries the login port of machines');
    const deployer = this.#addFirewall('deployer', 'What deploys from inside');
    deployer.mayReachOutside(
      'internet',
      { cidr: '0.0.0.0/0' },
      443,
      'AWS services, the registry, the API of the cluster',
    );
    this.deployerGroupId = deployer.id;
    this.nodesGroupId = nodes.id;
    this.presentationGroupId = presentation.id;
    this.signInEndpointId = new Endpoints(this, 'endpoints', {
      environment,
      network: app,
      presentation,
      deployer,
    }).signInEndpointId;

    this.accessLogBucket = this.#addAccessLogBucket();
    this.frontDoor = new FrontDoor(this, 'front-door', {
      environment,
      network: app,
      presentation,
      nodes,
      accessLogBucket: this.accessLogBucket,
    });
    new TerraformOutput(this, 'public-origin', { value: this.frontDoor.publicOrigin });
  }

  #addFirewall(part: string, description: string): Firewall {
    return new Firewall(this, part, { environment: this.environment, vpcId: this.vpcId, part, description });
  }

  #addAccessLogBucket(): string {
    const { account } = this.environment;
    const bucketName = this.physicalName(`access-logs-${account}`);
    const objects = (path: string) => `arn:aws:s3:::${bucketName}/${path}/*`;
    const put = { Effect: 'Allow', Action: 's3:PutObject' };
    return new PrivateBucket(this, 'access-logs', {
      environment: this.environment,
      bucketName,
      expireAfterDays: this.environment.logs.retentionDays,
      statements: [
        {
          ...put,
          Sid: 'LoadBalancers',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          // Load balancers write below their own account's number and say nothing that a condition could compare:
          // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
          Resource: objects(`*/AWSLogs/${account}`),
        },
        {
          ...put,
          Sid: 'Buckets',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Resource: objects('s3'),
          Condition: { StringEquals: { 'aws:SourceAccount': account } },
        },
      ],
    }).guardedName;
  }
}
