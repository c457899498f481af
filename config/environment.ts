import { serviceNames } from '@cloudapp/contracts/service';
import * as z from 'zod';
import { regionNames, regions } from './regions.ts';

const cidr = z.cidrv4();
const network16 = cidr.refine((value) => value.endsWith('.0.0/16'), 'must be a /16');
const email = z.email();

const serviceScale = z.strictObject({
  minReplicas: z.int().min(1).max(50),
  maxReplicas: z.int().min(1).max(100),
  /** Thousandths of a virtual CPU that each replica is promised. */
  cpuMillis: z.int().min(50).max(4000),
  /** Memory that each replica is promised and may not exceed. */
  memoryMib: z.int().min(128).max(8192),
});

/** Of an account's concurrent executions Lambda lets nobody reserve the last hundred: "Configuring reserved concurrency". */
const unreservedConcurrency = 100;

/** Everything that may differ between two environments; `docs/operations.md`, "Settings", tells what each value means. */
export const environmentSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9]{1,11}$/, 'must be 2 to 12 lower-case letters and digits'),
    /** The AWS account that it lives in; every other account is refused. */
    account: z.string().regex(/^\d{12}$/, 'must be the 12 digits of an AWS account'),
    /** One whose zones and prices are known (`regions.ts`). */
    region: z.enum(regionNames),
    /** Where Terraform keeps its state; `local` is for trying things out. */
    state: z.enum(['bucket', 'local']),
    network: z.strictObject({
      /** /16 of CloudApp itself. */
      appCidr: network16,
      /** /16 of users' machines, a network of their own. */
      machinesCidr: network16,
      zones: z.int().min(2).max(3),
      /** How the logic tier reaches the internet; a single one is lost with its zone, an instance with itself. */
      nat: z.enum(['instance', 'gateway', 'gateway-per-zone']),
      /**
       * How nginx's tasks get their image and log: by endpoints of those services, or through a gate in the NAT instance that
       * lets through the names of those services alone.
       */
      presentationWay: z.enum(['endpoints', 'gate']),
      /** Endpoints of AWS services in one zone (cheaper) or in all. */
      endpointZones: z.enum(['one', 'all']),
    }),
    /** Your own domain; without it the address is the one that CloudFront gives. The certificate must be in us-east-1. */
    domain: z
      .strictObject({
        name: z.hostname(),
        certificateArn: z.string().startsWith('arn:aws:acm:us-east-1:'),
        /** Certificate of the same name in the environment's region: load balancers inside speak TLS then. */
        regionalCertificateArn: z.string().startsWith('arn:aws:acm:').optional(),
      })
      .optional(),
    /** Who is told by e-mail; each address confirms its subscription once. */
    notifications: z.strictObject({
      adminLogins: z.array(email),
      adminProvisioning: z.array(email),
      alarms: z.array(email),
    }),
    /** E-mails to people; without it none are sent. */
    mail: z
      .strictObject({
        /** The address that they come from. */
        from: email,
        /** What SES is to prove of it: that the domain is yours (by records in its DNS), or that you read what is sent to the address. */
        proves: z.enum(['domain', 'address']),
      })
      .optional(),
    /** Networks that webhooks may reach although they are not the internet: those of a chat server of your own. */
    webhookNetworks: z.array(cidr).max(20),
    /** Networks in which the calendars that people name may be although they are not on the internet. */
    calendarNetworks: z.array(cidr).max(20),
    /** Most launches of one person in an hour; each costs something, however soon its machine is ended again. */
    launchesPerHour: z.int().min(1).max(1000),
    signIn: z.strictObject({
      sessionIdleMinutes: z.int().min(5).max(1440),
      sessionAbsoluteHours: z.int().min(1).max(72),
      /** Wrong passwords for one e-mail from one address or known browser within the window, before they are refused until its end. */
      maxFailures: z.int().min(3).max(100),
      /** The same for one network address, behind which a whole office may be. */
      maxFailuresPerAddress: z.int().min(3).max(1000),
      /** Wrong passwords for one e-mail from all unknown browsers together, before they must take turns with pauses in between. */
      maxFailuresPerAccount: z.int().min(10).max(1000),
      failureWindowMinutes: z.int().min(1).max(1440),
      /** How long a one-time password, and the link that carries it, are good for. */
      invitationHours: z.int().min(1).max(720),
      /** Password checks at the same time, set aside from `lambdaConcurrency`; without, what the account has left. */
      concurrency: z.int().min(1).max(500).optional(),
    }),
    /** Lambda executions at a time that AWS grants the account (quota L-B99A9384); a new account often has 10. */
    lambdaConcurrency: z.int().min(10),
    machines: z.strictObject({
      /** Networks that may reach the open ports of machines: those of your offices and VPN. */
      allowedCidrs: z.array(cidr).min(1).max(20),
    }),
    cluster: z.strictObject({
      /** What a new cluster begins with; AWS raises it when support ends. 1.34 leaves standard support on 2026-12-02. */
      kubernetesVersion: z.string().regex(/^1\.(3[5-9]|[4-9]\d)$/, 'must be 1.35 or newer'),
      capacity: z.enum(['spot', 'on-demand']),
      /** Whether replicas must be in different zones, which takes a node in each; else they stand where there is room. */
      hasNodeInEachZone: z.boolean(),
      /** Virtual CPUs that the nodes may add up to. */
      maxCpu: z.int().min(2).max(1000),
      /** Networks that may reach the API endpoint from outside; none means that it is private. */
      apiAllowedCidrs: z.array(cidr).max(20),
      /** Roles that administer the cluster besides those that deploy. */
      administratorRoleArns: z.array(z.string().startsWith('arn:aws:iam::')),
      /** `cluster`: sign in to EKS with the deployer's role. `ambient`: KUBE_HOST or KUBECONFIG say how, e.g. through a tunnel. */
      access: z.enum(['cluster', 'ambient']),
    }),
    services: z.record(z.enum(serviceNames), serviceScale),
    presentation: z.strictObject({
      minTasks: z.int().min(1).max(50),
      maxTasks: z.int().min(1).max(100),
      /** `spot` costs a third, and AWS may take a task away two minutes after saying so. */
      capacity: z.enum(['spot', 'on-demand']),
      /** Fargate CPU units; 256 is a quarter of a virtual CPU. */
      cpuUnits: z.union([z.literal(256), z.literal(512), z.literal(1024)]),
      memoryMib: z.union([z.literal(512), z.literal(1024), z.literal(2048)]),
      /** Requests that one address may send in five minutes before WAF answers 403. */
      requestsPerFiveMinutes: z.int().min(100).max(100_000),
      /** Sign-ins that one address may try in five minutes. */
      signInsPerFiveMinutes: z.int().min(10).max(10_000),
      /** Countries (ISO 3166-1) that reach the page, that of the region among them, since machines report from there; none means all. */
      countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(250),
    }),
    logs: z.strictObject({
      /** Which connections flow logs have. */
      connections: z.enum(['all', 'rejected']),
      /** What the cluster's control plane logs. */
      cluster: z.array(z.enum(['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'])),
      retentionDays: z.union([z.literal(14), z.literal(30), z.literal(90), z.literal(365), z.literal(400)]),
    }),
    /** What shows how it goes, besides alarms: the dashboard, and metrics of each task of nginx. */
    insight: z.enum(['full', 'alarms']),
    /** Whether tables, bucket, keys and load balancers refuse to be deleted. */
    isProtected: z.boolean(),
  })
  .refine(({ network }) => network.presentationWay === 'endpoints' || network.nat === 'instance', {
    path: ['network', 'presentationWay'],
    message: 'a gate is part of a NAT instance',
  })
  .refine((value) => value.network.appCidr !== value.network.machinesCidr, {
    path: ['network', 'machinesCidr'],
    message: 'must not be the network of CloudApp itself',
  })
  .refine(
    ({ signIn, lambdaConcurrency }) =>
      signIn.concurrency === undefined || lambdaConcurrency - signIn.concurrency >= unreservedConcurrency,
    {
      path: ['signIn', 'concurrency'],
      message: `Lambda keeps ${unreservedConcurrency} of the account's executions unreserved: raise the quota L-B99A9384 first`,
    },
  )
  .refine(
    (value) => serviceNames.every((name) => value.services[name].minReplicas <= value.services[name].maxReplicas),
    {
      path: ['services'],
      message: 'minReplicas must not be above maxReplicas',
    },
  )
  .refine(
    ({ region, presentation: { countries } }) => countries.length === 0 || countries.includes(regions[region].country),
    {
      path: ['presentation', 'countries'],
      message: "must have the region's own, or machines cannot report",
    },
  );

export type Environment = z.infer<typeof environmentSchema>;
