import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution/index.js';
import { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js';
import { CloudfrontVpcOrigin } from '@cdktf/provider-aws/lib/cloudfront-vpc-origin/index.js';
import { DataAwsSecurityGroup } from '@cdktf/provider-aws/lib/data-aws-security-group/index.js';
import { DataAwsEc2ManagedPrefixList } from '@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list/index.js';
import { Lb } from '@cdktf/provider-aws/lib/lb/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import type { AppNetwork } from './app-network.ts';
import { EdgeProtection } from './edge-protection.ts';
import { Firewall } from './firewall.ts';
import { innerTraffic } from './inner-traffic.ts';
import { servicePort } from './koa-deployment.ts';

export interface FrontDoorProps {
  readonly environment: Environment;
  readonly network: AppNetwork;
  /** Firewall of the nginx tasks. */
  readonly presentation: Firewall;
  /** Firewall of the nodes and the pods on them. */
  readonly nodes: Firewall;
  /** Bucket that load balancers write their access log to. */
  readonly accessLogBucket: string;
}

/** Policies that AWS offers in every account. */
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
/** `AllViewerAndCloudFrontHeaders-2022-06`: only with it does CloudFront say itself whose address a request came from. */
const allViewerAndCloudFrontHeaders = '33f36d7e-f396-46d9-90e0-52428a34d9dc';

/** The group that AWS makes in a network with its first VPC origin, and through whose interfaces CloudFront then comes. */
const originGroupName = 'CloudFront-VPCOrigins-Service-SG';

/**
 * Errors that CloudFront would keep for ten seconds whatever the origin says, and give to other people who ask for the path.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const keptErrors = [404, 414, 500, 501, 502, 503, 504];

const twoYears = 63_072_000;

export const nginxPort = 8080;

/**
 * CloudFront → VPC origin → internal load balancer. It is made before everything else because its address is the origin
 * that services check requests against and that machines report to; nginx and the services join later by a listener each,
 * at ports of their own: CloudFront is let in at one, nginx at the other.
 */
export class FrontDoor extends Construct {
  /** `https://…`, what people and machines call CloudApp by. */
  readonly publicOrigin: string;
  readonly distributionId: string;
  readonly loadBalancerArn: string;
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerHost: string;

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { environment } = props;
    const firewall = this.#addFirewall(props);
    const loadBalancer = this.#addLoadBalancer(props, firewall);
    const origin = new CloudfrontVpcOrigin(this, 'origin', {
      vpcOriginEndpointConfig: [
        {
          name: physicalName(environment, 'front-door'),
          arn: loadBalancer.arn,
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: `${innerTraffic(environment, 'front').scheme}-only`,
          originSslProtocols: [{ items: ['TLSv1.2'], quantity: 1 }],
        },
      ],
    });
    this.#letOriginIn(props, firewall, origin);
    const { webAclArn } = new EdgeProtection(this, 'protection', { environment });
    const distribution = this.#addDistribution(environment, loadBalancer.dnsName, origin.id, webAclArn);
    this.publicOrigin = `https://${environment.domain?.name ?? distribution.domainName}`;
    this.distributionId = distribution.id;
    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.loadBalancerHost = loadBalancer.dnsName;
  }

  #addFirewall({ environment, network, presentation, nodes }: FrontDoorProps): Firewall {
    const firewall = new Firewall(this, 'front-door', {
      environment,
      vpcId: network.vpcId,
      part: 'front-door',
      description: 'The load balancer: one door for CloudFront, one for nginx',
    });
    const cloudFront = new DataAwsEc2ManagedPrefixList(this, 'cloudfront-addresses', {
      name: 'com.amazonaws.global.cloudfront.origin-facing',
    });
    const { port } = innerTraffic(environment, 'front');
    firewall.lets('cloudfront', { prefixListId: cloudFront.id }, port, 'CloudFront and nobody else');
    firewall.mayReach(presentation, nginxPort, 'hands requests to nginx');
    presentation.mayReach(firewall, innerTraffic(environment, 'services').port, 'nginx forwards the API');
    firewall.mayReach(nodes, servicePort, 'hands requests to pods');
    return firewall;
  }

  /**
   * A VPC origin's requests come from interfaces in our own subnets, whose group can only be named once it exists.
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  #letOriginIn({ environment, network }: FrontDoorProps, firewall: Firewall, origin: CloudfrontVpcOrigin): void {
    const group = new DataAwsSecurityGroup(this, 'origin-group', {
      name: originGroupName,
      vpcId: network.vpcId,
      dependsOn: [origin],
    });
    firewall.lets(
      'vpc-origin',
      { groupId: group.id },
      innerTraffic(environment, 'front').port,
      'The VPC origin of CloudFront',
    );
  }

  #addLoadBalancer({ environment, network, accessLogBucket }: FrontDoorProps, firewall: Firewall): Lb {
    return new Lb(this, 'load-balancer', {
      name: physicalName(environment, 'front-door'),
      internal: true,
      loadBalancerType: 'application',
      subnets: network.presentationSubnets.map((subnet) => subnet.id),
      securityGroups: [firewall.id],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: environment.isProtected,
      // Longer than nginx keeps connections, so that it is never the balancer that loses a race to close one.
      idleTimeout: 60,
      accessLogs: { bucket: accessLogBucket, prefix: 'front-door', enabled: true },
    });
  }

  /** What nginx says with each answer, for those that CloudFront gives itself; nginx's own values stay. */
  #addHeaders(environment: Environment): CloudfrontResponseHeadersPolicy {
    return new CloudfrontResponseHeadersPolicy(this, 'headers', {
      name: physicalName(environment, 'security-headers'),
      securityHeadersConfig: {
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: 'DENY', override: false },
        referrerPolicy: { referrerPolicy: 'same-origin', override: false },
        // What people reach is CloudFront, so it has the last word on how.
        strictTransportSecurity: {
          accessControlMaxAgeSec: twoYears,
          includeSubdomains: true,
          preload: true,
          override: true,
        },
      },
    });
  }

  #addDistribution(environment: Environment, domainName: string, vpcOriginId: string, webAclArn: string) {
    const { domain } = environment;
    const { countries } = environment.presentation;
    const behaviour = {
      targetOriginId: 'nginx',
      viewerProtocolPolicy: 'redirect-to-https',
      // nginx compresses what is worth it and sets every header itself.
      compress: true,
      originRequestPolicyId: allViewerAndCloudFrontHeaders,
      responseHeadersPolicyId: this.#addHeaders(environment).id,
    };
    const everything = {
      ...behaviour,
      allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
      cachedMethods: ['GET', 'HEAD'],
      cachePolicyId: cachingDisabled,
    };
    return new CloudfrontDistribution(this, 'distribution', {
      enabled: true,
      comment: physicalName(environment, 'front-door'),
      httpVersion: 'http2and3',
      defaultRootObject: 'index.html',
      isIpv6Enabled: true,
      priceClass: environment.network.zones > 2 ? 'PriceClass_All' : 'PriceClass_100',
      webAclId: webAclArn,
      aliases: domain === undefined ? [] : [domain.name],
      origin: [
        {
          originId: 'nginx',
          domainName,
          vpcOriginConfig: { vpcOriginId, originKeepaliveTimeout: 55, originReadTimeout: 60 },
        },
      ],
      defaultCacheBehavior: everything,
      orderedCacheBehavior: [
        // A person who types an address is led on; a program that sends a secret in the clear must notice.
        { ...everything, pathPattern: '/api/*', viewerProtocolPolicy: 'https-only' },
        {
          ...behaviour,
          pathPattern: '/assets/*',
          allowedMethods: ['GET', 'HEAD'],
          cachedMethods: ['GET', 'HEAD'],
          cachePolicyId: cachingOptimized,
        },
      ],
      customErrorResponse: keptErrors.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
      restrictions: {
        geoRestriction: {
          restrictionType: countries.length > 0 ? 'whitelist' : 'none',
          locations: [...countries],
        },
      },
      viewerCertificate:
        domain === undefined
          ? { cloudfrontDefaultCertificate: true }
          : {
              acmCertificateArn: domain.certificateArn,
              sslSupportMethod: 'sni-only',
              minimumProtocolVersion: 'TLSv1.2_2021',
            },
    });
  }
}
