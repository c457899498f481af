import { beforeAll, describe, expect, it } from 'vitest';
import { dev } from '../../config/dev.ts';
import { prod } from '../../config/prod.ts';
import { withoutOwnNetwork } from '../../stacks/testing/properties/network-policy.ts';
import { add, change, policyThatAllows, remove } from '../../stacks/testing/properties/property.ts';
import { resourcesIn, synthesiseTexts, textOf, type Block, type Resource } from '../../stacks/testing/synthesise.ts';
import { obstacles, ownCalls, refusedByEndpoints } from './paths.ts';

const ingress = 'aws_vpc_security_group_ingress_rule';
const egress = 'aws_vpc_security_group_egress_rule';

/** Keys behind an endpoint of their own, as prod had them. */
const keysBehindAnEndpoint = add('aws_vpc_endpoint', {
  service_name: 'com.amazonaws.eu-west-1.kms',
  vpc_endpoint_type: 'Interface',
  private_dns_enabled: true,
  security_group_ids: ['${aws_security_group.nodes_group_1.id}'],
});

const faults: Readonly<Record<string, (resources: readonly Resource[]) => Resource[]>> = {
  'the logic tier has no way out': remove('aws_route', 'logic-0-to-internet'),
  'DynamoDB is not in every route table': change('aws_vpc_endpoint', 'dynamodb', ({ route_table_ids: ids }) => ({
    route_table_ids: (ids as string[]).slice(1),
  })),
  'nodes may not leave': remove(egress, 'nodes_to-internet'),
  'nor to machines': remove(egress, 'nodes_to-machines'),
  'the login port is closed by policy': remove('kubernetes_network_policy_v1', 'to-login-port'),
  'keys are behind an endpoint that lets in nobody': keysBehindAnEndpoint,
  'the load balancer does not reach pods': remove(ingress, 'nodes_from-front-door'),
  'nor nginx the load balancer': remove(egress, 'presentation_to-front-door'),
  'pods take nothing from where it is': change('kubernetes_network_policy_v1', 'from-load-balancer', ({ spec }) => ({
    spec: JSON.parse(textOf(spec).replaceAll(/10\.(\d+)\.1[678]\.0\/24/g, '10.$1.32.0/19')) as Block,
  })),
};
const faultsOfDev: typeof faults = {
  'the NAT instance lets in nobody': remove(ingress, 'nat-instance'),
  'the NAT instance hands on too little': change('aws_instance', '', ({ user_data: text }) => ({
    user_data: textOf(text).replace('tcp dport { 443, 22 }', 'tcp dport { 443 }'),
  })),
  'the gate does not know the log': change('aws_instance', '', ({ user_data: text }) => ({
    user_data: textOf(text).replace(/ {4}logs\.[^;]*;/, ''),
  })),
};
const faultsOfProd: typeof faults = {
  'nginx gets no image layers': remove(egress, 'presentation_to-s3'),
  'the endpoint of logs lets in no pods': remove(ingress, 'from-logic-'),
  'nor nginx': remove(ingress, 'aws-endpoints_from-presentation'),
  'nor the deployer': remove(ingress, 'aws-endpoints_from-deployer'),
};

describe.each([
  [dev, { ...faults, ...faultsOfDev }],
  [prod, { ...faults, ...faultsOfProd }],
])('every connection that a part of $name opens', (environment, broken) => {
  let resources: Resource[];
  beforeAll(() => {
    resources = resourcesIn(synthesiseTexts(environment));
  });

  it('gets through routes, groups, endpoints and network policies as they are merged', () => {
    expect(ownCalls.length).toBeGreaterThan(60);
    expect(obstacles(resources, environment)).toEqual([]);
  });

  it.each(Object.entries(broken))('is seen to be stopped where %s', (_what, change) => {
    expect(obstacles(change(resources), environment)).not.toEqual([]);
  });

  it('reaches what is behind a private endpoint, because the own network has a rule of its own', () => {
    const open = change(
      'aws_vpc_endpoint',
      '',
      {},
    )(
      add(ingress, {
        security_group_id: '${aws_security_group.x_1.id}',
        referenced_security_group_id: '${aws_security_group.nodes_group_1.id}',
        from_port: 443,
        to_port: 443,
      })(
        add('aws_vpc_endpoint', {
          service_name: 'com.amazonaws.eu-west-1.kms',
          vpc_endpoint_type: 'Interface',
          private_dns_enabled: true,
          security_group_ids: ['${aws_security_group.x_1.id}'],
        })(resources),
      ),
    );
    const sealing = (found: string[]) => found.filter((one) => one.startsWith('provision-instance kms'));

    expect(sealing(obstacles(open, environment))).toEqual([]);
    expect(sealing(obstacles(withoutOwnNetwork(open), environment))).not.toEqual([]);
  });
});

it('no policy of an endpoint refuses a call that goes through it', () => {
  const resources = resourcesIn(synthesiseTexts(prod));
  const narrow = change('aws_vpc_endpoint', 's3-logic', {
    policy: policyThatAllows('s3:GetObject', 'arn:aws:s3:::x/*'),
  });

  expect(refusedByEndpoints(resources)).toEqual([]);
  expect(refusedByEndpoints(narrow(resources))).not.toEqual([]);
});
