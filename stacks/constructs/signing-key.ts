import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import { accountDecides } from './encryption-key.ts';

export interface SigningKeyProps {
  readonly environment: Environment;
  /** What it signs; its alias is made of it. */
  readonly part: string;
  readonly description: string;
}

/**
 * A key whose private half signs inside KMS and leaves it never (ECDSA on P-256). KMS rotates no asymmetric keys: whoever has the public
 * half checks all that was ever signed.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export class SigningKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { environment, part, description }: SigningKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, 'key', {
      description,
      customerMasterKeySpec: 'ECC_NIST_P256',
      keyUsage: 'SIGN_VERIFY',
      deletionWindowInDays: 30,
      policy: JSON.stringify({ Version: '2012-10-17', Statement: [accountDecides(environment)] }),
      ...(environment.isProtected && { lifecycle: { preventDestroy: true } }),
    });
    new KmsAlias(this, 'alias', { name: `alias/${physicalName(environment, part)}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
