import { DescribeImagesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import type { Environment } from '../../config/environment.ts';
import { prefixOf } from '../../stacks/names.ts';
import { imageNames, type ImageName } from '../../stacks/registry.ts';

/** The name of an image's repository, without the registry. */
export const repositoryName = (environment: Pick<Environment, 'name'>, image: ImageName): string =>
  `${prefixOf(environment)}/${image}`;

/** Digests of those images that the registry has under a tag. */
export async function findImages(
  ecr: ECRClient,
  environment: Environment,
  imageTag: string,
): Promise<Partial<Record<ImageName, string>>> {
  const found = await Promise.all(
    imageNames.map(
      async (image) => [image, await digestOf(ecr, repositoryName(environment, image), imageTag)] as const,
    ),
  );
  return Object.fromEntries(found.filter(([, digest]) => digest !== undefined));
}

async function digestOf(ecr: ECRClient, repository: string, imageTag: string): Promise<string | undefined> {
  try {
    const { imageDetails } = await ecr.send(
      new DescribeImagesCommand({ repositoryName: repository, imageIds: [{ imageTag }] }),
    );
    return imageDetails?.[0]?.imageDigest;
  } catch (error) {
    const isMissing = error instanceof Error && /^(ImageNotFound|RepositoryNotFound)Exception$/.test(error.name);
    if (isMissing) return undefined;
    throw error;
  }
}
