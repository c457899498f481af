import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl/index.js';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';
import { EncryptionKey, logsUser } from './encryption-key.ts';
import { LogGroup } from './log-group.ts';

/** CloudFront takes its web ACL, and that its log group, from this region alone. */
const edgeRegion = 'us-east-1';

/**
 * Rules that look into bodies only count here: a password may hold any characters, also such as look like an attack, and
 * every body is held to a schema further in.
 */
const countedBodyRules = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

/** The web ACL in front of CloudFront: AWS's rule groups and limits on how often one address may ask. */
export class EdgeProtection extends Construct {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, { environment }: { readonly environment: Environment }) {
    super(scope, id);
    const { requestsPerFiveMinutes, signInsPerFiveMinutes } = environment.presentation;
    const acl = new Wafv2WebAcl(this, 'web-acl', {
      name: physicalName(environment, 'edge'),
      description: 'Everything that reaches CloudApp from outside',
      scope: 'CLOUDFRONT',
      region: edgeRegion,
      defaultAction: { allow: {} },
      visibilityConfig: visibility('edge'),
      rule: [
        limit('sign-in-limit', 0, signInsPerFiveMinutes, {
          byte_match_statement: {
            search_string: '/api/auth/',
            field_to_match: { uri_path: {} },
            positional_constraint: 'STARTS_WITH',
            text_transformation: [{ priority: 0, type: 'NORMALIZE_PATH' }],
          },
        }),
        limit('request-limit', 1, requestsPerFiveMinutes),
        managed('ip-reputation', 2, 'AWSManagedRulesAmazonIpReputationList'),
        managed('known-bad-inputs', 3, 'AWSManagedRulesKnownBadInputsRuleSet'),
        // Machines report from Amazon's own addresses, which count as a hosting provider's.
        managed('anonymous-addresses', 4, 'AWSManagedRulesAnonymousIpList', ['HostingProviderIPList']),
        managed('common', 5, 'AWSManagedRulesCommonRuleSet', countedBodyRules),
      ],
    });
    this.webAclArn = acl.arn;
    this.#addLog(environment, acl.arn);
  }

  #addLog(environment: Environment, webAclArn: string): void {
    const key = new EncryptionKey(this, 'log-key', {
      environment,
      part: 'edge-logs',
      description: 'Log groups of the edge',
      services: [logsUser(environment.account, edgeRegion)],
      region: edgeRegion,
    });
    const group = new LogGroup(this, 'log-group', {
      environment,
      // WAF wants names that begin so.
      name: `aws-waf-logs-${physicalName(environment, 'edge')}`,
      keyArn: key.arn,
      region: edgeRegion,
    });
    new Wafv2WebAclLoggingConfiguration(this, 'logging', {
      resourceArn: webAclArn,
      logDestinationConfigs: [group.arn],
      region: edgeRegion,
      redactedFields: [{ singleHeader: { name: 'cookie' } }, { singleHeader: { name: 'authorization' } }],
    });
  }
}

// The bindings leave a rule's statement untyped and unconverted, hence Terraform's own names inside of it.
const visibility = (metricName: string) => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

function limit(name: string, priority: number, requests: number, scopeDownStatement?: object) {
  return {
    name,
    priority,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rate_based_statement: {
        limit: requests,
        aggregate_key_type: 'IP',
        evaluation_window_sec: 300,
        ...(scopeDownStatement && { scope_down_statement: scopeDownStatement }),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function managed(name: string, priority: number, group: string, counted: readonly string[] = []) {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: 'AWS',
        name: group,
        ...(counted.length > 0 && {
          rule_action_override: counted.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
        }),
      },
    },
    visibilityConfig: visibility(name),
  };
}
