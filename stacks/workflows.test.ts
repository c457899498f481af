import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const repository = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const workflow = (name: string) => parse(read(`.github/workflows/${name}.yml`)) as Workflow;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly 'continue-on-error'?: unknown;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly 'runs-on'?: string;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, { readonly 'branches-ignore'?: readonly string[] } | null>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const deploy = workflow('deploy');
const jobs = Object.values(deploy.jobs);
const scriptsOf = (job: Job | undefined) => (job?.steps ?? []).map(({ run = '' }) => run).join('\n');
const needsOf = (job: Job | undefined) => [job?.needs ?? []].flat();

describe('a deployment', () => {
  it('builds nothing before the checks are through, which run once for each commit', () => {
    expect(deploy.jobs['check']?.uses).toBe('./.github/workflows/check.yml');
    expect(needsOf(deploy.jobs['images'])).toContain('check');
    expect(needsOf(deploy.jobs['stacks'])).toContain('images');
    expect(workflow('check').on['push']?.['branches-ignore']).toEqual(['main']);
  });

  it('builds nothing of which npm knows a flaw that is high, and looks again every week', () => {
    const { on, jobs: looks } = workflow('flaws');
    const looked = Object.values(looks).flatMap(({ steps = [] }) => steps);
    const atEveryRelease = looked.filter((one) => one.if === undefined).map(({ run = '' }) => run);

    expect(deploy.jobs['flaws']?.uses).toBe('./.github/workflows/flaws.yml');
    expect(needsOf(deploy.jobs['images'])).toContain('flaws');
    expect(atEveryRelease).toContain('npm audit --omit=dev --audit-level=high');
    expect(looked.map(({ run = '' }) => run).filter((run) => /\|\||--force|exit 0/.test(run))).toEqual([]);
    expect(looked.filter((one) => one['continue-on-error'] !== undefined)).toEqual([]);
    expect(on['schedule']).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \d$/) as string }]);
  });

  // The role trusts the GitHub environment: https://docs.github.com/en/actions/reference/deployments-and-environments
  it('happens only where the environment admits main alone', () => {
    expect(scriptsOf(deploy.jobs['branch-rule'])).toMatch(/deployment-branch|branch main/);
    for (const name of ['images', 'stacks']) expect(needsOf(deploy.jobs[name])).toContain('branch-rule');
  });

  // https://docs.github.com/en/actions/reference/workflows-and-actions/variables: runs-on is read before the environment is.
  it('looks for its runner by a variable of the repository, which is not among those of the environment', () => {
    const named = jobs.flatMap((job) => [...(job['runs-on'] ?? '').matchAll(/vars\.(\w+)/g)].map(([, name]) => name));
    const [, ofEnvironment = ''] =
      /needs the variables ([^.]*?) in the GitHub environment/.exec(read('docs/operations.md')) ?? [];

    expect(named).toEqual(['DEPLOY_RUNNER']);
    expect(ofEnvironment).toContain('AWS_ROLE_ARN');
    expect(ofEnvironment).not.toContain('DEPLOY_RUNNER');
    expect(read('docs/operations.md')).toMatch(/`DEPLOY_RUNNER` as a\s+variable of the repository/);
  });

  // node-pty 1.0 comes without a binary for Node 24: https://github.com/microsoft/node-pty/releases
  it('looks for a compiler before npm compiles', () => {
    const steps = (deploy.jobs['stacks']?.steps ?? []).map(({ run = '' }) => run);

    expect(steps.findIndex((run) => run.includes('python3 make g++'))).toBeGreaterThanOrEqual(0);
    expect(steps.findIndex((run) => run.includes('python3 make g++'))).toBeLessThan(steps.indexOf('npm ci'));
  });

  // Each attestation is an image of its own: https://docs.docker.com/build/metadata/attestations/
  it('pushes one image for each tag', () => {
    const builds = scriptsOf(deploy.jobs['images']).match(/docker build[^]*?--tag/g) ?? [];

    expect(builds).toHaveLength(1);
    for (const build of builds) expect(build).toMatch(/--provenance=false --sbom=false/);
  });

  it('ships the assets of what runs with the pages that replace it', () => {
    expect(scriptsOf(deploy.jobs['images'])).toMatch(/describe-task-definition[^]*PREVIOUS=\$running/);
    expect(read('spa/Dockerfile')).toMatch(/^COPY --from=previous .*\/html\/assets\/ .*\/previous\/assets\/$/m);
  });
});

describe('a way back', () => {
  // Stacks of an earlier commit delete what later ones made; prevent_destroy does not protect a block that is gone.
  it('takes the images of an earlier commit and the stacks of this one', () => {
    const [back] = Object.values(workflow('rollback').jobs);
    const checkouts = jobs
      .flatMap(({ steps = [] }) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout'));

    expect(back?.with).toEqual({ environment: '${{ inputs.environment }}', images: '${{ inputs.commit }}' });
    expect(deploy.env?.['CLOUDAPP_IMAGE_TAG']).toBe('${{ inputs.images || github.sha }}');
    expect(checkouts.length).toBeGreaterThan(1);
    for (const checkout of checkouts) expect(checkout.with?.['ref']).toBeUndefined();
  });
});
