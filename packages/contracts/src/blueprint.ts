import * as z from 'zod';
import { blueprintId, dollars, plainText } from './primitives.ts';
import { defineRoute } from './route.ts';

const kebabId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case words joined by hyphens');
const seconds = z.int().min(1).max(3600);

/** The machine sizes that blueprints offer, smallest first. */
export const sizeId = z.enum(['small', 'medium', 'large', 'xlarge']);

/** EC2's type of each size; launches are bound to these. */
export const instanceTypes = {
  small: 't3a.small',
  medium: 't3a.medium',
  large: 't3a.large',
  xlarge: 't3a.xlarge',
} as const satisfies Readonly<Record<z.infer<typeof sizeId>, string>>;

/** The largest disk that a blueprint may ask for, in GiB; launches are bound to it. */
export const largestDiskGib = 100;

const shellStepSchema = z.strictObject({
  id: kebabId,
  /** What people read while it runs: "Installing PostgreSQL". */
  title: plainText(80),
  /** Bash, run as root with `set -euo pipefail`; environment in docs/blueprints.md. */
  run: z.string().min(1).max(8000),
  timeoutSeconds: seconds.default(600),
  /** First guess of its duration, until real launches have taught a better one. */
  expectedSeconds: seconds,
});

/** How one talks to a tool: with a browser, or with a program for it. */
const toolScheme = z.enum(['http', 'https', 'postgresql', 'tcp']);

const toolSchema = z.strictObject({
  name: plainText(40),
  description: plainText(160),
  /** The port on the machine's own address, reached through the ssh connection and never opened to the network. */
  port: z.int().min(1024).max(65_535),
  /** Path and query below the port; `{secret}` stands for the value of `secret`. */
  path: z.string().startsWith('/').max(200),
  scheme: toolScheme.default('http'),
  secret: kebabId.optional(),
});

const blueprintSecretSchema = z.strictObject({
  /** File name below /var/lib/cloudapp/secrets where a step leaves the value. */
  id: kebabId,
  label: plainText(60),
});

/** A blueprint file, `microservices/provision-instance/blueprints/<id>.yaml`. */
export const blueprintDefinitionSchema = z
  .strictObject({
    id: blueprintId,
    version: z.int().min(1),
    name: plainText(60),
    summary: plainText(140),
    description: plainText(1000),
    icon: z.enum(['database', 'container', 'flask', 'terminal', 'code', 'desktop', 'server', 'chart', 'git', 'world']),
    tags: z.array(kebabId).max(6),
    /** Other words by which people look for it: products, short forms, tasks. Not shown. */
    keywords: z.array(plainText(30)).max(20).default([]),
    baseImage: z.strictObject({
      name: plainText(40),
      /** Public SSM parameter that holds the AMI's id. */
      parameter: z.string().regex(/^\/[\w./-]+$/),
    }),
    sizes: z.array(sizeId).min(1),
    defaultSize: sizeId,
    diskGib: z.int().min(8).max(largestDiskGib),
    userName: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
    /** TCP ports open to the allowed networks; 22 is the login port. */
    openPorts: z.array(z.int().min(1).max(65_535)).min(1).default([22]),
    /** TCP ports open to everybody, for what a machine publishes; only those of the web. */
    publicPorts: z.array(z.union([z.literal(80), z.literal(443)])).default([]),
    steps: z.array(shellStepSchema).min(1).max(20),
    /** Proves that the machine does what the blueprint promises; exit code 0 means ready. */
    check: z.strictObject({ run: z.string().min(1).max(8000), timeoutSeconds: seconds.default(120) }),
    login: z.strictObject({
      tools: z.array(toolSchema).max(6).default([]),
      secrets: z.array(blueprintSecretSchema).max(6).default([]),
      /** One sentence on what to do first after logging in. */
      firstSteps: plainText(300),
    }),
  })
  .refine((file) => file.sizes.includes(file.defaultSize), { path: ['defaultSize'], message: 'must be one of sizes' })
  .refine((file) => new Set(file.steps.map((step) => step.id)).size === file.steps.length, {
    path: ['steps'],
    message: 'must have different ids',
  })
  .refine(
    (file) =>
      file.login.tools.every(
        (tool) => tool.secret === undefined || file.login.secrets.some((secret) => secret.id === tool.secret),
      ),
    { path: ['login', 'tools'], message: 'must name a secret listed in login.secrets' },
  );

export const sizeSchema = z
  .object({
    id: sizeId,
    instanceType: z.string(),
    vcpu: z.int(),
    memoryGib: z.number(),
    pricePerHour: dollars,
  })
  .meta({ id: 'Size' });

export const blueprintSchema = z
  .object({
    id: blueprintId,
    version: z.int(),
    name: z.string(),
    summary: z.string(),
    description: z.string(),
    icon: blueprintDefinitionSchema.shape.icon,
    tags: z.array(z.string()),
    keywords: z.array(z.string()),
    baseImage: z.string(),
    /** `costPerHour`: all of a running machine, its disk and its public address included. */
    sizes: z.array(sizeSchema.extend({ costPerHour: dollars })),
    defaultSize: sizeId,
    diskGib: z.int(),
    /** What the disk alone costs, while the machine is stopped. */
    stoppedCostPerHour: dollars,
    userName: z.string(),
    openPorts: z.array(z.int()),
    steps: z.array(z.object({ id: z.string(), title: z.string(), expectedSeconds: z.number() })),
    tools: z.array(z.object({ name: z.string(), description: z.string(), scheme: toolScheme })),
    /** Seconds from launch to ready: the median of real launches once there are three. */
    expectedSeconds: z.number(),
    learnt: z.boolean(),
  })
  .meta({ id: 'Blueprint' });

export const listBlueprints = defineRoute({
  name: 'listBlueprints',
  service: 'provision-instance',
  method: 'GET',
  path: '/blueprints',
  caller: 'session',
  scope: 'read',
  summary: 'The catalogue',
  status: 200,
  response: z.object({ items: z.array(blueprintSchema) }),
});

export const getBlueprint = defineRoute({
  name: 'getBlueprint',
  service: 'provision-instance',
  method: 'GET',
  path: '/blueprints/:id',
  caller: 'session',
  scope: 'read',
  summary: 'One blueprint',
  params: z.strictObject({ id: blueprintId }),
  status: 200,
  response: blueprintSchema,
});

export type SizeId = z.infer<typeof sizeId>;
export type Size = z.infer<typeof sizeSchema>;
export type BlueprintDefinition = z.infer<typeof blueprintDefinitionSchema>;
export type Blueprint = z.infer<typeof blueprintSchema>;

export const blueprintRoutes = { listBlueprints, getBlueprint };
