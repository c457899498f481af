import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { DataAwsIamSessionContext } from '@cdktf/provider-aws/lib/data-aws-iam-session-context/index.js';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry/index.js';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association/index.js';
import { conditional, Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { deployRoleArn } from '../names.ts';

export interface ClusterAdministratorsProps {
  readonly environment: Environment;
  readonly clusterName: string;
}

/**
 * Who may use the cluster's API: the role that deploys from CI, the roles of the configuration, and whoever deploys at the
 * moment. EKS would let in only the one who made the cluster, which is a person the first time and CI from then on.
 *
 * The entry of a person who deploys by hand goes with the next deployment that another one makes.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export class ClusterAdministrators extends Construct {
  /** For what needs the API: entries take a moment to count. */
  readonly associations: EksAccessPolicyAssociation[];

  constructor(scope: Construct, id: string, { environment, clusterName }: ClusterAdministratorsProps) {
    super(scope, id);
    const known = [deployRoleArn(environment), ...environment.cluster.administratorRoleArns];
    const caller = new DataAwsCallerIdentity(this, 'caller');
    // A session's own ARN is none that EKS takes: it wants that of the role.
    const deployer = new DataAwsIamSessionContext(this, 'deployer-role', { arn: caller.arn }).issuerArn;
    const isUnknown = Token.asNumber(conditional(Fn.contains(known, deployer), 0, 1));
    this.associations = [
      ...known.map((arn, index) => this.#admit(index === 0 ? 'deploy' : `role-${index}`, clusterName, arn)),
      this.#admit('deployer', clusterName, deployer, isUnknown),
    ];
  }

  #admit(id: string, clusterName: string, principalArn: string, count?: number): EksAccessPolicyAssociation {
    const entry = new EksAccessEntry(this, id, { clusterName, principalArn, type: 'STANDARD', count });
    return new EksAccessPolicyAssociation(this, `${id}-policy`, {
      clusterName,
      principalArn,
      policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
      accessScope: { type: 'cluster' },
      count,
      dependsOn: [entry],
    });
  }
}
