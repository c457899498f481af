import { createHash, randomBytes } from 'node:crypto';
import { creditsOf } from './credits.ts';
import { findSubnet, type Catalogue } from './catalogue.ts';
import { Ec2Error, invalidCombination, invalidParameter } from './ec2-error.ts';
import { noCapacity, type Faults } from './faults.ts';
import type { Fleet } from './fleet.ts';
import type { Instance } from './instance.ts';
import type { Subnet } from './machine-backend.ts';
import { omit } from './omit.ts';
import { fields, list, text, texts, type Parameter, type Parameters } from './query-protocol.ts';

/** EC2's limit for user-data before base64. */
const USER_DATA_BYTES = 16_384;
const TOKEN_CHARACTERS = 64;

/**
 * RunInstances for one instance. The same ClientToken with the same parameters answers with the instance made before,
 * with others it is refused; the zone is left out of that comparison, as EC2 does.
 */
export async function launch(
  parameters: Parameters,
  fleet: Fleet,
  catalogue: Catalogue,
  faults: Faults,
  now: Date,
): Promise<Instance> {
  const token = text(parameters['ClientToken']);
  if (token !== undefined && token.length > TOKEN_CHARACTERS)
    throw invalidParameter('ClientToken is longer than 64 characters.');
  // From here on nothing is waited for, so that calls with the same token come one after the other.
  const publicAddress = await fleet.nextPublicAddress();
  const fingerprint = fingerprintOf(parameters);
  const earlier = token === undefined ? undefined : earlierLaunch(token, fingerprint, fleet);
  if (earlier !== undefined) return earlier;

  const instance = instanceOf(parameters, { token, publicAddress, catalogue, fleet, now });
  if (!fleet.hasRoom()) throw noCapacity(instance.instanceType, instance.availabilityZone);
  fleet.requireVcpus(instance.instanceType);
  faults.beforePowerOn(instance);
  instance.faults = faults.forMachine(instance);
  if (token !== undefined) {
    fleet.state.tokens[token] = { fingerprint, instanceId: instance.instanceId, usedAt: now.toISOString() };
  }
  fleet.launch(instance, faults.afterPowerOn(instance));
  await fleet.save(); // before the answer: an id that was answered is never forgotten
  return instance;
}

function earlierLaunch(token: string, fingerprint: string, fleet: Fleet): Instance | undefined {
  const used = Object.hasOwn(fleet.state.tokens, token) ? fleet.state.tokens[token] : undefined;
  if (used === undefined) return undefined;
  if (used.fingerprint !== fingerprint) {
    throw new Ec2Error(
      'IdempotentParameterMismatch',
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    );
  }
  const instance = fleet.state.instances[used.instanceId];
  if (instance === undefined || instance.state === 'terminated') {
    throw new Ec2Error(
      'IdempotentInstanceTerminated',
      'The client token belongs to an instance that has been terminated.',
    );
  }
  return instance;
}

function fingerprintOf(parameters: Parameters): string {
  const placed = omit(fields(parameters['Placement']), 'AvailabilityZone');
  return createHash('sha256')
    .update(JSON.stringify(sorted({ ...omit(parameters, 'ClientToken'), Placement: placed })))
    .digest('hex');
}

function sorted(node: Parameter): Parameter {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(sorted);
  return Object.fromEntries(
    Object.entries(node)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, sorted(value)]),
  );
}

interface Launching {
  token: string | undefined;
  publicAddress: string;
  catalogue: Catalogue;
  fleet: Fleet;
  now: Date;
}

function instanceOf(parameters: Parameters, { token, publicAddress, catalogue, fleet, now }: Launching): Instance {
  requireOne(parameters);
  const { subnet, securityGroupIds, hasPublicAddress } = networkOf(parameters, catalogue);
  return {
    instanceId: `i-${hex(17)}`,
    reservationId: `r-${hex(17)}`,
    clientToken: token,
    imageId: imageOf(parameters, catalogue),
    instanceType: instanceTypeOf(parameters),
    subnetId: subnet.subnetId,
    vpcId: subnet.vpcId,
    availabilityZone: subnet.availabilityZone,
    securityGroupIds,
    instanceProfileArn: instanceProfileOf(parameters, catalogue),
    keyName: text(parameters['KeyName']),
    userData: userDataOf(parameters),
    metadataOptions: metadataOptionsOf(parameters),
    credits: creditsOf(parameters, instanceTypeOf(parameters)),
    volume: volumeOf(parameters),
    shutdownBehavior: text(parameters['InstanceInitiatedShutdownBehavior']) === 'terminate' ? 'terminate' : 'stop',
    tags: tagsOf(parameters),
    state: 'pending',
    stateReason: undefined,
    privateAddress: fleet.privateAddressIn(subnet),
    hasPublicAddress,
    publicAddress: hasPublicAddress ? publicAddress : undefined,
    launchedAt: now.toISOString(),
    stateSince: now.toISOString(),
    faults: {},
  };
}

const hex = (digits: number): string => randomBytes(9).toString('hex').slice(0, digits);

function requireOne(parameters: Parameters): void {
  for (const name of ['MinCount', 'MaxCount']) {
    const value = text(parameters[name]);
    if (value === undefined) throw new Ec2Error('MissingParameter', `The request must contain the parameter ${name}`);
    if (value !== '1') throw new Ec2Error('UnsupportedOperation', 'This endpoint launches one instance at a time.');
  }
}

function imageOf(parameters: Parameters, catalogue: Catalogue): string {
  const image = text(parameters['ImageId']);
  if (image === undefined) throw new Ec2Error('MissingParameter', 'The request must contain the parameter ImageId');
  if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(image))
    throw new Ec2Error('InvalidAMIID.Malformed', `Invalid id: "${image}"`);
  if (!catalogue.images.includes(image)) {
    throw new Ec2Error('InvalidAMIID.NotFound', `The image id '[${image}]' does not exist`);
  }
  return image;
}

function instanceTypeOf(parameters: Parameters): string {
  const type = text(parameters['InstanceType']) ?? 'm1.small';
  if (!/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(type)) {
    throw invalidParameter(`Invalid value '${type}' for InstanceType.`);
  }
  return type;
}

interface Network {
  subnet: Subnet;
  securityGroupIds: string[];
  hasPublicAddress: boolean;
}

/** Subnet and groups are given for the instance or for its network interface, never for both. */
function networkOf(parameters: Parameters, catalogue: Catalogue): Network {
  const networkInterface = interfaceOf(parameters);
  const subnetId = text(parameters['SubnetId']) ?? text(networkInterface['SubnetId']) ?? catalogue.subnets[0]?.subnetId;
  const subnet = findSubnet(catalogue, subnetId);
  if (subnet === undefined) {
    throw new Ec2Error('InvalidSubnetID.NotFound', `The subnet ID '${String(subnetId)}' does not exist`);
  }
  const securityGroupIds = [...texts(parameters['SecurityGroupId']), ...texts(networkInterface['SecurityGroupId'])];
  const unknown = securityGroupIds.find((id) => !catalogue.securityGroups.some(({ groupId }) => groupId === id));
  if (unknown !== undefined) {
    throw new Ec2Error('InvalidGroup.NotFound', `The security group '${unknown}' does not exist`);
  }
  const asked = text(networkInterface['AssociatePublicIpAddress']);
  return {
    subnet,
    securityGroupIds,
    hasPublicAddress: asked === undefined ? subnet.mapsPublicAddresses : asked === 'true',
  };
}

/** Seen in threads about these errors, e.g. https://github.com/aws/aws-sdk-php/issues/601 and 231. */
const movesIntoInterface = {
  SecurityGroupId: 'security groups',
  SecurityGroup: 'security groups',
  SubnetId: 'subnet ID',
};

function interfaceOf(parameters: Parameters): Parameters {
  const [first, ...others] = list(parameters['NetworkInterface']);
  if (first === undefined) return {};
  for (const [name, words] of Object.entries(movesIntoInterface)) {
    if (parameters[name] === undefined) continue;
    throw invalidCombination(
      `Network interfaces and an instance-level ${words} may not be specified on the same request`,
    );
  }
  const networkInterface = fields(first);
  if (others.length > 0 && networkInterface['AssociatePublicIpAddress'] !== undefined) {
    throw invalidCombination(
      'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.',
    );
  }
  if (text(networkInterface['DeviceIndex']) !== '0') {
    throw invalidParameter('Each network interface requires a device index, the first one 0.');
  }
  return networkInterface;
}

function instanceProfileOf(parameters: Parameters, catalogue: Catalogue): string | undefined {
  const profile = fields(parameters['IamInstanceProfile']);
  const name = text(profile['Name']) ?? text(profile['Arn'])?.split('/').at(-1);
  if (name === undefined) return undefined;
  if (!catalogue.instanceProfileNames.includes(name)) {
    throw invalidParameter(
      `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
    );
  }
  return `arn:aws:iam::${catalogue.accountId}:instance-profile/${name}`;
}

function userDataOf(parameters: Parameters): string | undefined {
  const userData = text(parameters['UserData']);
  if (userData === undefined) return undefined;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) {
    throw new Ec2Error('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  }
  if (Buffer.from(userData, 'base64').length > USER_DATA_BYTES) {
    throw invalidParameter('User data is limited to 16384 bytes');
  }
  return userData;
}

function metadataOptionsOf(parameters: Parameters): Instance['metadataOptions'] {
  const options = fields(parameters['MetadataOptions']);
  return {
    httpTokens: text(options['HttpTokens']) ?? 'optional',
    httpPutResponseHopLimit: Number(text(options['HttpPutResponseHopLimit']) ?? 1),
    httpEndpoint: text(options['HttpEndpoint']) ?? 'enabled',
    instanceMetadataTags: text(options['InstanceMetadataTags']) ?? 'disabled',
  };
}

function volumeOf(parameters: Parameters): Instance['volume'] {
  const mapping = fields(list(parameters['BlockDeviceMapping'])[0]);
  const ebs = fields(mapping['Ebs']);
  return {
    volumeId: `vol-${hex(17)}`,
    deviceName: text(mapping['DeviceName']) ?? '/dev/xvda',
    sizeGib: Number(text(ebs['VolumeSize']) ?? 8),
    volumeType: text(ebs['VolumeType']) ?? 'gp3',
    encrypted: text(ebs['Encrypted']) === 'true',
    deleteOnTermination: text(ebs['DeleteOnTermination']) !== 'false',
  };
}

function tagsOf(parameters: Parameters): Record<string, string> {
  const specifications = list(parameters['TagSpecification']).map(fields);
  const forInstance = specifications.filter((one) => text(one['ResourceType']) === 'instance');
  return readTags(forInstance.flatMap((one) => list(one['Tag'])));
}

const MAX_TAGS = 50;

export function readTags(nodes: Parameter[]): Record<string, string> {
  const pairs = nodes.map(fields).map((tag) => [text(tag['Key']) ?? '', text(tag['Value']) ?? ''] as const);
  for (const [key, value] of pairs) {
    if (key === '' || key.length > 127 || value.length > 255)
      throw invalidParameter(`Tag '${key}' has an invalid length.`);
    if (key.startsWith('aws:')) throw invalidParameter("Tag keys starting with 'aws:' are reserved for internal use");
  }
  if (pairs.length > MAX_TAGS) throw new Ec2Error('TagLimitExceeded', 'A resource can have up to 50 tags.');
  return Object.fromEntries(pairs);
}
