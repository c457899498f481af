import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter/index.js';
import { Eip } from '@cdktf/provider-aws/lib/eip/index.js';
import { Instance } from '@cdktf/provider-aws/lib/instance/index.js';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { NetworkInterface } from '@cdktf/provider-aws/lib/network-interface/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import { natUserData, type Gate } from '../product/nat-user-data.ts';
import { Firewall } from './firewall.ts';

export interface NatInstanceProps {
  readonly environment: Environment;
  readonly vpcId: string;
  /** A subnet with a way to the internet. */
  readonly subnetId: string;
  /** Blocks whose traffic it hands on. */
  readonly cidrs: readonly string[];
  /** What may leave from blocks that must not reach the internet. @default nothing */
  readonly gate?: Gate | undefined;
  readonly internetGateways: readonly InternetGateway[];
}

/** Amazon Linux 2023, the newest at each deployment: that is how the instance is patched. */
const imageParameter = '/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-arm64';

/** What the logic tier opens connections to outside: AWS services and the registry, and the login port of machines. */
const ports = [443, 22] as const;

/**
 * One small machine instead of a NAT gateway, for a tenth of its price (docs/adr/0020-nat-instance-in-dev.md). Its interface
 * and address are things of their own, so that routes and what machines let in outlive it.
 */
export class NatInstance extends Construct {
  readonly interfaceId: string;
  readonly address: string;

  constructor(scope: Construct, id: string, props: NatInstanceProps) {
    super(scope, id);
    const { environment } = props;
    const tags = { Name: physicalName(environment, 'nat') };
    const firewall = new Firewall(this, 'firewall', {
      environment,
      vpcId: props.vpcId,
      part: 'nat',
      description: 'NAT for the logic tier',
    });
    for (const port of ports) {
      props.cidrs.forEach((cidr, index) => {
        firewall.lets(`logic-${index}`, { cidr }, port, 'what the logic tier sends outside');
      });
      firewall.mayReachOutside('internet', { cidr: '0.0.0.0/0' }, port, 'hands it on');
    }
    props.gate?.cidrs.forEach((cidr, index) => {
      firewall.lets(`gate-${index}`, { cidr }, 443, 'asks for what the gate lets through');
    });
    const networkInterface = new NetworkInterface(this, 'interface', {
      subnetId: props.subnetId,
      securityGroups: [firewall.id],
      sourceDestCheck: false,
      tags,
    });
    const eip = new Eip(this, 'address', {
      domain: 'vpc',
      networkInterface: networkInterface.id,
      tags,
      dependsOn: [...props.internetGateways],
    });
    new Instance(this, 'instance', {
      ami: new DataAwsSsmParameter(this, 'image', { name: imageParameter }).value,
      instanceType: 't4g.nano',
      networkInterface: [{ deviceIndex: 0, networkInterfaceId: networkInterface.id }],
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1, httpEndpoint: 'enabled' },
      rootBlockDevice: { encrypted: true, volumeSize: natDiskGib, volumeType: 'gp3' },
      // Beyond its share of the CPU it becomes slower rather than dearer.
      creditSpecification: { cpuCredits: 'standard' },
      userData: natUserData({ cidrs: props.cidrs, ports, gate: props.gate }),
      userDataReplaceOnChange: true,
      tags,
      // It installs a package as soon as it is up.
      dependsOn: [eip],
    });
    this.interfaceId = networkInterface.id;
    this.address = eip.publicIp;
  }
}

const natDiskGib = 8;
