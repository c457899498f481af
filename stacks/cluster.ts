import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import type { Construct } from 'constructs';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { AwsManagedRole } from './constructs/aws-managed-role.ts';
import { ClusterAdministrators } from './constructs/cluster-administrators.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { LogGroup } from './constructs/log-group.ts';

export interface ClusterProps extends BaseStackProps {
  readonly subnets: readonly Subnet[];
  readonly logKeyArn: string;
  /** Group of what deploys from inside the network. */
  readonly deployerGroupId: string;
}

/** How to reach the cluster's API; none of it is secret. */
export interface ClusterAccess {
  readonly name: string;
  readonly endpoint: string;
  /** PEM, base64. */
  readonly certificateAuthority: string;
}

/** Addresses of Kubernetes services; outside of every /16 that an environment can choose for its networks by default. */
export const serviceCidr = '172.20.0.0/16';

/** EKS Auto Mode: AWS runs and patches the nodes, scales them and attaches load balancers; pods get roles by Pod Identity. */
export class ClusterStack extends BaseStack {
  readonly access: ClusterAccess;
  readonly nodeRoleName: string;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id, props);
    const { environment } = props;
    const name = this.physicalName('cluster');
    const nodeRole = this.#addNodeRole();
    const cluster = this.#addCluster(name, nodeRole, props);
    this.nodeRoleName = nodeRole.name;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.access = { name, endpoint: cluster.endpoint, certificateAuthority: cluster.certificateAuthority.get(0).data };
    new ClusterAdministrators(this, 'administrators', { environment, clusterName: cluster.name });
    // EKS makes this group itself and lets in the nodes alone.
    new VpcSecurityGroupIngressRule(this, 'from-deployer', {
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: props.deployerGroupId,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      description: 'whoever deploys from inside the network',
    });
  }

  #addNodeRole(): AwsManagedRole {
    return new AwsManagedRole(this, 'node-role', {
      environment: this.environment,
      name: 'cluster-nodes',
      service: 'ec2.amazonaws.com',
      policies: ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEC2ContainerRegistryPullOnly'],
    });
  }

  #addCluster(name: string, nodeRole: AwsManagedRole, { environment, subnets, logKeyArn }: ClusterProps): EksCluster {
    const { kubernetesVersion, apiAllowedCidrs } = environment.cluster;
    const role = new AwsManagedRole(this, 'cluster-role', {
      environment,
      name: 'cluster',
      service: 'eks.amazonaws.com',
      actions: ['sts:AssumeRole', 'sts:TagSession'],
      policies: [
        'AmazonEKSClusterPolicy',
        'AmazonEKSComputePolicy',
        'AmazonEKSBlockStoragePolicy',
        'AmazonEKSLoadBalancingPolicy',
        'AmazonEKSNetworkingPolicy',
      ],
    });
    const key = new EncryptionKey(this, 'key', { environment, part: 'cluster', description: 'Secrets of the cluster' });
    const logGroup = new LogGroup(this, 'log-group', {
      environment,
      name: `/aws/eks/${name}/cluster`,
      keyArn: logKeyArn,
    });
    return new EksCluster(this, 'cluster', {
      name,
      version: kubernetesVersion,
      roleArn: role.arn,
      bootstrapSelfManagedAddons: false,
      deletionProtection: environment.isProtected,
      enabledClusterLogTypes: environment.logs.cluster,
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { provider: { keyArn: key.arn }, resources: ['secrets'] },
      computeConfig: { enabled: true, nodePools: ['system'], nodeRoleArn: nodeRole.arn },
      kubernetesNetworkConfig: { serviceIpv4Cidr: serviceCidr, elasticLoadBalancing: { enabled: true } },
      storageConfig: { blockStorage: { enabled: true } },
      upgradePolicy: { supportType: 'STANDARD' },
      vpcConfig: {
        subnetIds: subnets.map((subnet) => subnet.id),
        endpointPrivateAccess: true,
        endpointPublicAccess: apiAllowedCidrs.length > 0,
        ...(apiAllowedCidrs.length > 0 && { publicAccessCidrs: apiAllowedCidrs }),
      },
      // AWS raises the version when its support ends, and none can be taken back.
      lifecycle: { ignoreChanges: ['version'] },
      dependsOn: [...role.attachments, ...nodeRole.attachments, logGroup],
    });
  }
}
