import { LbListener } from '@cdktf/provider-aws/lib/lb-listener/index.js';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule/index.js';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group/index.js';
import { forwardedPaths } from '@cloudapp/contracts/api';
import { problemDocument } from '@cloudapp/contracts/problem';
import { Construct } from 'constructs';
import { forEachService, type ServiceName } from '@cloudapp/contracts/service';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import { innerTraffic } from './inner-traffic.ts';
import { servicePort } from './koa-deployment.ts';

export interface ServiceTargetsProps {
  readonly environment: Environment;
  readonly vpcId: string;
  /** The load balancer, at whose inner door nginx asks. */
  readonly loadBalancerArn: string;
  readonly clusterName: string;
}

/** A target group's name has room for 32 characters: these are too long for it. */
const shortNames: Readonly<Partial<Record<ServiceName, string>>> = {
  'create-user': 'users',
  'provision-instance': 'machines',
  'view-stats': 'stats',
};

/** What the services need at most to finish what they are doing after the balancer has stopped sending them more. */
const drainSeconds = 30;

/**
 * The inner door of the load balancer: a target group for each service, and the paths that the contracts give them. It has a
 * port of its own, which the group of the load balancer opens to nginx and not to CloudFront.
 */
export class ServiceTargets extends Construct {
  readonly targetGroups: Readonly<Record<ServiceName, LbTargetGroup>>;

  constructor(scope: Construct, id: string, props: ServiceTargetsProps) {
    super(scope, id);
    const { environment } = props;
    this.targetGroups = forEachService((name) => this.#addTargetGroup(name, props));
    const listener = new LbListener(this, 'listener', {
      loadBalancerArn: props.loadBalancerArn,
      ...innerTraffic(environment, 'services').listener,
      defaultAction: [
        {
          type: 'fixed-response',
          fixedResponse: {
            statusCode: '404',
            contentType: 'application/json',
            messageBody: JSON.stringify(problemDocument('not-found')),
          },
        },
      ],
    });
    this.#addRules(listener.arn);
  }

  #addTargetGroup(name: ServiceName, { environment, vpcId, clusterName }: ServiceTargetsProps): LbTargetGroup {
    return new LbTargetGroup(this, name, {
      name: physicalName(environment, shortNames[name] ?? name),
      port: servicePort,
      protocol: 'HTTP',
      targetType: 'ip',
      vpcId,
      deregistrationDelay: String(drainSeconds),
      loadBalancingAlgorithmType: 'least_outstanding_requests',
      healthCheck: {
        path: '/health/ready',
        matcher: '200',
        interval: 5,
        timeout: 3,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
      // Auto Mode binds pods only to target groups that name its cluster.
      tags: { 'eks:eks-cluster-name': clusterName },
    });
  }

  #addRules(listenerArn: string): void {
    forwardedPaths.forEach(([segment, service], index) => {
      const group = this.targetGroups[service];
      new LbListenerRule(this, `to-${segment.replaceAll('.', '-')}`, {
        listenerArn,
        priority: index + 1,
        condition: [{ pathPattern: { values: [`/api/${segment}`, `/api/${segment}/*`] } }],
        action: [{ type: 'forward', targetGroupArn: group.arn }],
      });
    });
  }
}
