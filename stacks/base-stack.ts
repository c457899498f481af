import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { resolve } from 'node:path';
import type { Environment } from '../config/environment.ts';
import { physicalName, stateBucketName } from './names.ts';

export interface BaseStackProps {
  readonly environment: Environment;
}

/**
 * What every stack has: where its state is, the provider bound to one account, and default tags.
 *
 * The provider is pinned to the release that the stacks were last deployed with. No lock file is kept, so that with a range
 * each deployment and each way back would take whatever is newest (docs/adr/0011-stacks-in-cdktf.md).
 */
export class BaseStack extends TerraformStack {
  readonly environment: Environment;

  constructor(scope: Construct, id: string, { environment }: BaseStackProps) {
    super(scope, id);
    this.environment = environment;
    this.addOverride('terraform.required_version', '>= 1.10');
    this.addOverride('terraform.required_providers.aws.version', '6.34.0');
    this.#addBackend(id);
    new AwsProvider(this, 'aws', this.providerConfig());
  }

  /** The name of something in this environment. */
  physicalName(part: string): string {
    return physicalName(this.environment, part);
  }

  protected providerConfig(region = this.environment.region) {
    return {
      region,
      allowedAccountIds: [this.environment.account],
      defaultTags: [{ tags: { product: 'cloudapp', environment: this.environment.name, stack: this.node.id } }],
    };
  }

  #addBackend(id: string): void {
    if (this.environment.state === 'local') {
      // Absolute, since each stack runs in a folder of its own and reads the state of others.
      new LocalBackend(this, { path: resolve(`terraform.${id}.tfstate`) });
      return;
    }
    new S3Backend(this, {
      bucket: stateBucketName(this.environment),
      key: `${id}.tfstate`,
      region: this.environment.region,
      encrypt: true,
      allowedAccountIds: [this.environment.account],
    });
    // Newer than the bindings: locks by a conditional write instead of a table.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
  }
}
