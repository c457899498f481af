import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl/index.js';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration/index.js';
import { machineReports } from '@cloudapp/contracts/api';
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
const countedBodyRules: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'CrossSiteScripting_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'EC2MetaDataSSRF_BODY',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
};

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
        // Not its list of anonymous addresses, which has people behind a VPN in it, and every machine of ours.
        managed('ip-reputation', 2, 'AWSManagedRulesAmazonIpReputationList', { scope: notMachines }),
        managed('known-bad-inputs', 3, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managed('common', 5, 'AWSManagedRulesCommonRuleSet'),
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

/**
 * What machines report is not asked where it comes from: addresses are used again, one may be on a list for what its last
 * tenant did, and the 403 would leave the machine without a way to tell. Each report carries a token of its own.
 */
const notMachines = {
  not_statement: {
    statement: [{ or_statement: { statement: machineReports.map(endingWith) } }],
  },
};

function endingWith(path: string) {
  return {
    byte_match_statement: {
      search_string: path,
      field_to_match: { uri_path: {} },
      positional_constraint: 'ENDS_WITH',
      text_transformation: [{ priority: 0, type: 'NORMALIZE_PATH' }],
    },
  };
}

function managed(name: string, priority: number, group: string, { scope }: { readonly scope?: object } = {}) {
  const counted = countedBodyRules[group] ?? [];
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
        ...(scope && { scope_down_statement: scope }),
      },
    },
    visibilityConfig: visibility(name),
  };
}
