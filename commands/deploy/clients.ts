import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';

/** What a deployment asks AWS with, besides Terraform. */
export interface Clients {
  readonly cloudFront: CloudFrontClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly eks: EKSClient;
  readonly iam: IAMClient;
  readonly quotas: ServiceQuotasClient;
  readonly s3: S3Client;
  readonly ses: SESv2Client;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/** Nobody waits behind a deployment: each call may take seconds, and a region's hiccup is tried again. */
const bounds = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
};

export interface ClientOptions {
  /** @default what the shell says, else AWS's own */
  readonly endpoint?: string;
  /** @default what the shell offers */
  readonly credentials?: NonNullable<STSClientConfig['credentials']>;
}

export function openClients(region: string, options: ClientOptions = {}): Clients {
  const config = { ...bounds, region, ...options };
  return {
    cloudFront: new CloudFrontClient(config),
    ec2: new EC2Client(config),
    ecr: new ECRClient(config),
    ecs: new ECSClient(config),
    eks: new EKSClient(config),
    iam: new IAMClient(config),
    quotas: new ServiceQuotasClient(config),
    s3: new S3Client(config),
    ses: new SESv2Client(config),
    ssm: new SSMClient(config),
    sts: new STSClient(config),
  };
}

export function closeClients(clients: Clients): void {
  for (const client of Object.values(clients) as { destroy: () => void }[]) client.destroy();
}
