import { Ec2Error, invalidParameter } from './ec2-error.ts';
import type { Fleet } from './fleet.ts';
import { hostnameOf, stateCodes, type Instance } from './instance.ts';
import { fields, list, text, texts, type Element, type Parameters } from './query-protocol.ts';
import { isLike } from '../iam/wildcard.ts';

type Filter = (instance: Instance) => boolean;

const attributes: Record<string, (instance: Instance) => string | undefined> = {
  'instance-id': (instance) => instance.instanceId,
  'instance-state-name': (instance) => instance.state,
  'instance-state-code': (instance) => String(stateCodes[instance.state]),
  'instance-type': (instance) => instance.instanceType,
  'client-token': (instance) => instance.clientToken,
  'image-id': (instance) => instance.imageId,
  'subnet-id': (instance) => instance.subnetId,
  'vpc-id': (instance) => instance.vpcId,
  'private-ip-address': (instance) => instance.privateAddress,
  'ip-address': (instance) => instance.publicAddress,
  'reservation-id': (instance) => instance.reservationId,
};

export function describeInstances(parameters: Parameters, fleet: Fleet): Record<string, Element> {
  const { page, nextToken } = selectPage(parameters, fleet);
  return {
    reservationSet: page.map((instance) => ({
      reservationId: instance.reservationId,
      ownerId: '000000000000',
      groupSet: [],
      instancesSet: [renderInstance(instance)],
    })),
    nextToken,
  };
}

export function describeInstanceStatus(parameters: Parameters, fleet: Fleet): Record<string, Element> {
  const isAll = text(parameters['IncludeAllInstances']) === 'true';
  const { page, nextToken } = selectPage(parameters, fleet, (instance) => isAll || instance.state === 'running');
  return {
    instanceStatusSet: page.map((instance) => {
      const status = instance.state === 'running' ? 'ok' : 'not-applicable';
      return {
        instanceId: instance.instanceId,
        availabilityZone: instance.availabilityZone,
        instanceState: renderState(instance),
        instanceStatus: { status },
        systemStatus: { status },
      };
    }),
    nextToken,
  };
}

export function describeTags(parameters: Parameters, fleet: Fleet): Record<string, Element> {
  const filters = list(parameters['Filter']).map(fields);
  const wanted = (name: string): string[] | undefined => {
    const values = filters
      .filter((filter) => text(filter['Name']) === name)
      .flatMap((filter) => texts(filter['Value']));
    return values.length === 0 ? undefined : values;
  };
  const matches = (name: string, value: string): boolean =>
    wanted(name)?.some((pattern) => isLike(value, pattern)) ?? true;
  const rows = fleet
    .visible()
    .flatMap(({ instanceId, tags }) => Object.entries(tags).map(([key, value]) => ({ instanceId, key, value })))
    .filter((row) => matches('resource-id', row.instanceId) && matches('resource-type', 'instance'))
    .filter((row) => matches('key', row.key) && matches('value', row.value));
  return {
    tagSet: rows.map(({ instanceId, key, value }) => ({
      resourceId: instanceId,
      resourceType: 'instance',
      key,
      value,
    })),
  };
}

interface Page {
  page: Instance[];
  nextToken: string | undefined;
}

function selectPage(parameters: Parameters, fleet: Fleet, isOffered: Filter = () => true): Page {
  const ids = texts(parameters['InstanceId']);
  const size = pageSize(parameters, ids);
  const filters = list(parameters['Filter']).map((node) => filterOf(fields(node)));
  const all = ids.length > 0 ? fleet.find(ids) : fleet.visible();
  const rest = all
    .slice(startOf(text(parameters['NextToken']), all))
    .filter((instance) => isOffered(instance) && filters.every((filter) => filter(instance)));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const hasMore = last !== undefined && size < rest.length;
  return { page, nextToken: hasMore ? Buffer.from(last.instanceId).toString('base64url') : undefined };
}

function pageSize(parameters: Parameters, ids: string[]): number {
  const given = text(parameters['MaxResults']);
  if (given === undefined) return 1_000;
  if (ids.length > 0) {
    throw new Ec2Error(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  const size = Number(given);
  if (!Number.isInteger(size) || size < 5 || size > 1_000) {
    throw invalidParameter(
      `Value ( ${given} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  return size;
}

/** The token names the last instance shown, so that launches and terminations between two pages move nothing. */
function startOf(token: string | undefined, all: Instance[]): number {
  if (token === undefined) return 0;
  const last = Buffer.from(token, 'base64url').toString();
  const index = all.findIndex((instance) => instance.instanceId === last);
  if (index === -1) throw invalidParameter('Invalid value for parameter nextToken.');
  return index + 1;
}

function filterOf(node: Parameters): Filter {
  const name = text(node['Name']) ?? '';
  const patterns = texts(node['Value']);
  const anyOf = (value: string | undefined): boolean =>
    value !== undefined && patterns.some((pattern) => isLike(value, pattern));
  if (name.startsWith('tag:')) return (instance) => anyOf(instance.tags[name.slice('tag:'.length)]);
  if (name === 'tag-key') return (instance) => Object.keys(instance.tags).some(anyOf);
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (attribute === undefined) throw invalidParameter(`The filter '${name}' is invalid`);
  return (instance) => anyOf(attribute(instance));
}

export const renderState = ({ state }: Pick<Instance, 'state'>): Element => ({ code: stateCodes[state], name: state });

export function renderInstance(instance: Instance): Record<string, Element> {
  const { metadataOptions, state } = instance;
  const showsPublicAddress = state === 'running' || state === 'stopping';
  const isThere = state !== 'terminated';
  return {
    instanceId: instance.instanceId,
    imageId: instance.imageId,
    instanceState: renderState(instance),
    instanceType: instance.instanceType,
    launchTime: new Date(instance.launchedAt),
    placement: { availabilityZone: instance.availabilityZone, groupName: '', tenancy: 'default' },
    monitoring: { state: 'disabled' },
    ...(isThere ? renderNetwork(instance) : { privateDnsName: '' }),
    ipAddress: showsPublicAddress ? instance.publicAddress : undefined,
    dnsName: '',
    reason: instance.stateReason?.message ?? '',
    stateReason: instance.stateReason,
    keyName: instance.keyName,
    clientToken: instance.clientToken ?? '',
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: instance.volume.deviceName,
    blockDeviceMapping: isThere ? [renderVolume(instance)] : [],
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    ebsOptimized: false,
    groupSet: instance.securityGroupIds.map((groupId) => ({ groupId, groupName: groupId })),
    iamInstanceProfile: instance.instanceProfileArn === undefined ? undefined : { arn: instance.instanceProfileArn },
    metadataOptions: { state: 'applied', ...metadataOptions },
    tagSet: Object.entries(instance.tags).map(([key, value]) => ({ key, value })),
  };
}

function renderNetwork({ subnetId, vpcId, privateAddress }: Instance): Record<string, Element> {
  const privateDnsName = `${hostnameOf(privateAddress)}.eu-west-1.compute.internal`;
  return { subnetId, vpcId, privateIpAddress: privateAddress, privateDnsName };
}

function renderVolume({ volume, launchedAt }: Instance): Element {
  return {
    deviceName: volume.deviceName,
    ebs: {
      volumeId: volume.volumeId,
      status: 'attached',
      attachTime: new Date(launchedAt),
      deleteOnTermination: volume.deleteOnTermination,
    },
  };
}
