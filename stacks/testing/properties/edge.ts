import { machineReports } from '@cloudapp/contracts/api';
import { ofType, textOf, type Block } from '../synthesise.ts';
import { all, change, first, idsOf, remove, type Property } from './property.ts';

const distribution = 'aws_cloudfront_distribution';
const acl = 'aws_wafv2_web_acl';

/** `AllViewerAndCloudFrontHeaders-2022-06`. */
const saysWhoAsked = '33f36d7e-f396-46d9-90e0-52428a34d9dc';
const allViewer = '216adef6-5c7f-47e4-b989-5492eafa07d3';

/** What CloudFront keeps for ten seconds whatever the origin says about caching. */
const keptErrors = [404, 414, 500, 501, 502, 503, 504];

/** Rules of AWS's groups that look into bodies. */
const bodyRules: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'CrossSiteScripting_BODY',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
};

const behavioursOf = (attributes: Block): Block[] => [
  ...all(attributes['default_cache_behavior']),
  ...all(attributes['ordered_cache_behavior']),
];
const groupOf = (rule: Block): Block => first(first(rule['statement'])['managed_rule_group_statement']);

/** Changes the statement of a group of AWS's in the web ACL. */
const changeGroup = (name: string, edit: (group: Block) => Block) =>
  change(acl, '', ({ rule }) => ({
    rule: all(rule).map((one) => {
      const group = groupOf(one);
      return group['name'] === name ? { ...one, statement: { managed_rule_group_statement: edit(group) } } : one;
    }),
  }));

const addGroup = (name: string) =>
  change(acl, '', ({ rule }) => ({
    rule: [...all(rule), { statement: { managed_rule_group_statement: { name } }, override_action: { none: {} } }],
  }));

/** What stands between people and the front door: whose requests get through, and what CloudFront says and keeps of them. */
export const edgeProperties: readonly Property[] = [
  {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
    name: 'CloudFront itself says whose address a request comes from, so that no client can',
    violations: (resources) =>
      idsOf(
        ofType(resources, distribution).filter(({ attributes }) =>
          behavioursOf(attributes).some((one) => one['origin_request_policy_id'] !== saysWhoAsked),
        ),
      ),
    mutants: {
      'only what the viewer sent goes on, its own CloudFront-Viewer-Address with it': change(
        distribution,
        '',
        (before) => ({
          default_cache_behavior: { ...first(before['default_cache_behavior']), origin_request_policy_id: allViewer },
        }),
      ),
    },
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
    name: 'the front door lets in the group of the VPC origin as well as the addresses of CloudFront',
    violations: (resources) => {
      const sources = ofType(resources, 'aws_vpc_security_group_ingress_rule')
        .filter(({ id }) => id.startsWith('front-door_'))
        .map(({ attributes }) => textOf([attributes['prefix_list_id'], attributes['referenced_security_group_id']]));
      return ['cloudfront-addresses', 'origin-group'].filter((one) => !sources.some((source) => source.includes(one)));
    },
    mutants: {
      'the group is not let in': remove('aws_vpc_security_group_ingress_rule', 'from-vpc-origin'),
      'the addresses are not': remove('aws_vpc_security_group_ingress_rule', 'from-cloudfront'),
    },
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
    name: "CloudFront keeps no error, or one person's would reach others",
    violations: (resources) =>
      ofType(resources, distribution).flatMap(({ attributes }) => {
        const forgotten = all(attributes['custom_error_response'])
          .filter((one) => one['error_caching_min_ttl'] === 0)
          .map((one) => one['error_code']);
        return keptErrors.filter((code) => !forgotten.includes(code)).map(String);
      }),
    mutants: {
      'nothing is said': change(distribution, '', { custom_error_response: undefined }),
      'one is kept as ever': change(distribution, '', (before) => ({
        custom_error_response: all(before['custom_error_response']).slice(1),
      })),
      'one is kept for a while': change(distribution, '', (before) => ({
        custom_error_response: all(before['custom_error_response']).map((one) => ({
          ...one,
          error_caching_min_ttl: 10,
        })),
      })),
    },
  },
  {
    // https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
    name: 'rules that look into bodies count and do not block: passwords and what machines print look like anything',
    violations: (resources) =>
      ofType(resources, acl)
        .flatMap(({ attributes }) => all(attributes['rule']).map(groupOf))
        .flatMap((group) => {
          const counted = all(group['rule_action_override'])
            .filter((one) => first(one['action_to_use'])['count'] !== undefined)
            .map((one) => one['name']);
          return (bodyRules[textOf(group['name'])] ?? []).filter((rule) => !counted.includes(rule));
        }),
    mutants: Object.fromEntries(
      Object.keys(bodyRules).map((name) => [
        `${name} blocks`,
        changeGroup(name, (group) => ({ ...group, rule_action_override: undefined })),
      ]),
    ),
  },
  {
    // https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html
    name: 'nobody is blocked for an address that a VPN or a hosting provider lends, and no machine for its own',
    violations: (resources) =>
      ofType(resources, acl).flatMap(({ attributes }) =>
        all(attributes['rule'])
          .map(groupOf)
          .filter((group) => {
            const scope = textOf(group['scope_down_statement']);
            const isForMachines = !machineReports.every((path) => scope.includes(`"search_string":"${path}"`));
            const name = textOf(group['name']);
            return name.includes('AnonymousIp') || (name.includes('IpReputation') && isForMachines);
          })
          .map((group) => textOf(group['name'])),
      ),
    mutants: {
      'people behind a VPN are': addGroup('AWSManagedRulesAnonymousIpList'),
      'machines with a bad name are': changeGroup('AWSManagedRulesAmazonIpReputationList', (group) => ({
        ...group,
        scope_down_statement: undefined,
      })),
    },
  },
];
