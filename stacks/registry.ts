import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository/index.js';
import type { Construct } from 'constructs';
import * as z from 'zod';
import { serviceNames } from '@cloudapp/contracts/service';
import { BaseStack, type BaseStackProps } from './base-stack.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { prefixOf } from './names.ts';

/** Every image that is built from this repository. */
export const imageNames = [...serviceNames, 'presentation'] as const;
export type ImageName = (typeof imageNames)[number];

const digests = z.partialRecord(z.enum(imageNames), z.string().regex(/^sha256:[0-9a-f]{64}$/));

/** Digests by image as the deployment hands them over: words `NAME=sha256:…` with spaces between them. */
export function parseDigests(text = ''): Partial<Record<ImageName, string>> {
  return digests.parse(Object.fromEntries(text.split(/\s+/).flatMap((word) => (word === '' ? [] : [word.split('=')]))));
}

/** Releases that can be rolled back to: more than a year of weekly ones. Each has one tag, whatever else a push brings along. */
const keptReleases = 60;

const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: 'forgets what belongs to no release any more',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: 'keeps what can be rolled back to',
      selection: {
        tagStatus: 'tagged',
        tagPatternList: ['*'],
        countType: 'imageCountMoreThan',
        countNumber: keptReleases,
      },
      action: { type: 'expire' },
    },
  ],
};

/** One repository an image; a tag is a commit and never moves. */
export class RegistryStack extends BaseStack {
  /** Address of each repository, without a tag. */
  readonly repositoryUrls: Readonly<Record<ImageName, string>>;

  constructor(scope: Construct, id: string, props: BaseStackProps) {
    super(scope, id, props);
    const { environment } = props;
    const key = new EncryptionKey(this, 'key', { environment, part: 'registry', description: 'Container images' });
    const urls = imageNames.map((image) => {
      const repository = new EcrRepository(this, image, {
        name: `${prefixOf(environment)}/${image}`,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: [{ encryptionType: 'KMS', kmsKey: key.arn }],
        forceDelete: !environment.isProtected,
      });
      new EcrLifecyclePolicy(this, `${image}-lifecycle`, {
        repository: repository.name,
        policy: JSON.stringify(lifecycle),
      });
      return [image, repository.repositoryUrl] as const;
    });
    this.repositoryUrls = Object.fromEntries(urls) as Record<ImageName, string>;
  }
}
