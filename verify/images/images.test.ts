import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@cloudapp/contracts/service';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dev } from '../../config/dev.ts';
import type { Resource } from '../../stacks/testing/synthesise.ts';
import { until } from '../../local/testing/until.ts';
import { repository } from '../sources.ts';
import { startContainer, whyNoContainers, type Container } from './container.ts';
import { readDockerfile } from './dockerfile.ts';
import { imageOf, type Image } from './image.ts';
import { layDown, type Files } from './lay-down.ts';
import { placementOfPod, placementOfTask, resourcesOf } from './platform.ts';

const reason = whyNoContainers();
const dockerfile = (path: string) => readDockerfile(readFileSync(join(repository, path), 'utf8'));
const lastOf = <T>(list: readonly T[]): T => {
  const last = list.at(-1);
  if (last === undefined) throw new Error('nothing there');
  return last;
};

const running: Container[] = [];
const start = (...args: Parameters<typeof startContainer>): Container => {
  const container = startContainer(...args);
  running.push(container);
  return container;
};
afterEach(async () => {
  await Promise.all(
    running.splice(0).map(async ({ remove }) => {
      await remove();
    }),
  );
});

describe.skipIf(reason !== undefined)(
  `images as they run on AWS (left out where it cannot be: ${reason ?? ''})`,
  () => {
    let resources: Resource[];
    beforeAll(() => {
      resources = resourcesOf(dev);
    });

    describe('nginx as Fargate runs it', () => {
      let image: Image;
      let files: Files;
      beforeAll(() => {
        const stages = dockerfile('spa/Dockerfile');
        image = imageOf(lastOf(stages));
        files = layDown(stages, {});
      });
      afterAll(() => {
        files.remove();
      });
      const placement = (of: Image) => placementOfTask(resources, of, files.root);

      it('is locked in as the task says', () => {
        expect(placement(image)).toMatchObject({
          user: 101,
          group: 101,
          isRootReadOnly: true,
          dropsAllCapabilities: true,
        });
      });

      it('starts, is healthy, serves the pages, and stops when it is told to', async () => {
        const container = start(image, files.root, placement(image));

        expect({ healthy: await container.becomesHealthy(), output: container.output() }).toMatchObject({
          healthy: true,
        });
        expect(await container.ask('/')).toMatch(/^200 <!doctype html>/i);
        expect(await container.ask('/api/openapi.json')).toMatch(/^200 [^]*"openapi"/);
        container.terminate();

        expect(await container.ended).toBe(0);
      });

      it('does not start without the volume that its Dockerfile declares', async () => {
        const without = { ...image, volumes: [] };
        const container = start(without, files.root, placement(without));

        expect(await container.becomesHealthy()).toBe(false);
        expect(container.output()).toMatch(/[Pp]ermission denied/);
      });
    });

    describe.each(serviceNames)('%s as Kubernetes runs it', (service) => {
      let image: Image;
      let files: Files;
      beforeAll(() => {
        const stages = dockerfile('microservices/Dockerfile');
        image = imageOf(lastOf(stages));
        files = layDown(stages, { SERVICE: service });
      });
      afterAll(() => {
        files.remove();
      });

      it('is locked in as the pod says', () => {
        expect(placementOfPod(resources, service)).toMatchObject({
          ...{
            user: 65_532,
            group: 65_532,
            isRootReadOnly: true,
            dropsAllCapabilities: true,
            mayGainPrivileges: false,
          },
        });
      });

      it('starts, is healthy, turns away what comes after SIGTERM, and ends by itself', async () => {
        const placement = placementOfPod(resources, service);
        const container = start(image, files.root, placement);

        expect({ healthy: await container.becomesHealthy(), output: container.output() }).toMatchObject({
          healthy: true,
        });
        const [live = '', ready = ''] = placement.probes;
        expect(await container.ask(live)).toMatch(/^200 .*live/);
        container.terminate();
        await until(
          async () => await container.ask(ready),
          (answer) => answer.startsWith('503') && answer.includes('shutdown'),
        );
        expect(container.exitCode()).toBeNull();

        expect(await container.ended).toBe(0);
      });
    });
  },
);
