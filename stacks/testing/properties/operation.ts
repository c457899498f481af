import { ofType, textOf, type Resource } from '../synthesise.ts';
import { add, change, first, idsOf, remove, type Property } from './property.ts';

/** Types whose only purpose is to hold a secret, which the state would then hold too. */
const secretTypes = [
  'random_password',
  'tls_private_key',
  'aws_iam_access_key',
  'aws_secretsmanager_secret_version',
  'kubernetes_secret_v1',
  'aws_db_instance',
] as const;
const secretName = /PASSWORD|TOKEN|SECRET(?!S_KEY_ID)|ACCESS_KEY|PRIVATE_KEY|CREDENTIAL/;
const secretValue = /AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|(?<![A-Za-z])xox[bp]-|ghp_[A-Za-z0-9]{20}/;
const environmentOf = ({ attributes }: Resource): string =>
  textOf([attributes['environment'], attributes['container_definitions'], attributes['spec'], attributes['data']]);

/** Logs are kept for a time, nothing gets lost, and no secret stands anywhere. */
export const operationProperties: readonly Property[] = [
  {
    name: 'every log group says how long it keeps',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_cloudwatch_log_group').filter(
          ({ attributes }) => !(Number(attributes['retention_in_days']) > 0),
        ),
      ),
    mutants: {
      'one says nothing': change('aws_cloudwatch_log_group', 'workflow', { retention_in_days: undefined }),
      'one keeps forever': change('aws_cloudwatch_log_group', 'workflow', { retention_in_days: 0 }),
    },
  },
  {
    name: 'whatever logs logs into such a group',
    violations: (resources) => [
      ...idsOf(
        ofType(resources, 'aws_lambda_function').filter(
          ({ attributes }) => first(attributes['logging_config'])['log_group'] === undefined,
        ),
      ),
      ...idsOf(
        ofType(resources, 'aws_sfn_state_machine').filter(
          ({ attributes }) => first(attributes['logging_configuration'])['log_destination'] === undefined,
        ),
      ),
      ...idsOf(
        ofType(resources, 'aws_vpc').filter(
          ({ id }) =>
            !ofType(resources, 'aws_flow_log').some(({ attributes }) => textOf(attributes['vpc_id']).includes(id)),
        ),
      ),
    ],
    mutants: {
      'a function makes its own': change('aws_lambda_function', '', { logging_config: undefined }),
      'the workflow logs nowhere': change('aws_sfn_state_machine', '', { logging_configuration: undefined }),
      'a network without a flow log': add('aws_vpc', {}),
    },
  },
  {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    name: "API Gateway's own log has a group of ours before it could make one",
    violations: (resources) =>
      ofType(resources, 'aws_api_gateway_stage').flatMap(({ id, attributes }) => {
        const name = `API-Gateway-Execution-Logs_${textOf(attributes['rest_api_id'])}/${textOf(attributes['stage_name'])}`;
        const group = ofType(resources, 'aws_cloudwatch_log_group').find((one) => one.attributes['name'] === name);
        const isFirst = group !== undefined && textOf(attributes['depends_on']).includes(`.${group.id}"`);
        return isFirst ? [] : [id];
      }),
    mutants: {
      'there is none': remove('aws_cloudwatch_log_group', 'execution-log-group'),
      'it is for another stage': change('aws_api_gateway_stage', '', { stage_name: 'other' }),
      'the stage does not wait for it': change('aws_api_gateway_stage', '', { depends_on: [] }),
    },
  },
  {
    // Quota L-B99A9384 is often 10 in a new account, of which Lambda lets nobody reserve any ("Configuring reserved concurrency").
    name: 'no function reserves executions that a new account does not have',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_lambda_function').filter(
          ({ attributes }) => Number(attributes['reserved_concurrent_executions'] ?? -1) >= 0,
        ),
      ),
    mutants: {
      'one does': change('aws_lambda_function', 'reconcile-instances', { reserved_concurrent_executions: 1 }),
    },
  },
  {
    // Terraform deploys an API only when a trigger changes: what a deployment serves must be among them.
    name: 'the sign-in API is deployed again when its definition, policy, endpoint, role or workflow changes',
    violations: (resources) =>
      ofType(resources, 'aws_api_gateway_deployment').flatMap(({ attributes }) => {
        const triggers = textOf(attributes['triggers']);
        const wanted = {
          definition: /"definition":"[0-9a-f]{64}"/,
          policy: /aws_api_gateway_rest_api_policy\.[\w-]+\.policy/,
          endpoint: /"endpoint":"\$\{/,
          role: /aws_iam_role\.api-role[\w-]+\.arn/,
          workflow: /aws_sfn_state_machine\.[\w-]+\.arn/,
        };
        return Object.entries(wanted).flatMap(([what, pattern]) => (pattern.test(triggers) ? [] : [what]));
      }),
    mutants: {
      'only by its definition': change('aws_api_gateway_deployment', '', ({ triggers }) => ({
        triggers: { definition: (triggers as Record<string, string>)['definition'] },
      })),
      ...Object.fromEntries(
        ['definition', 'policy', 'endpoint', 'role', 'stateMachine'].map((gone) => [
          `not by its ${gone}`,
          change('aws_api_gateway_deployment', '', ({ triggers }) => ({
            triggers: { ...(triggers as Record<string, string>), [gone]: undefined },
          })),
        ]),
      ),
    },
  },
  {
    name: 'functions trace, and what is called asynchronously keeps what failed',
    violations: (resources) =>
      idsOf(
        ofType(resources, 'aws_lambda_function').filter(
          ({ attributes }) =>
            first(attributes['tracing_config'])['mode'] !== 'Active' ||
            (!textOf(attributes['function_name']).endsWith('-authenticate') &&
              first(attributes['dead_letter_config'])['target_arn'] === undefined),
        ),
      ),
    mutants: {
      'no traces': change('aws_lambda_function', '', { tracing_config: undefined }),
      'no dead letters': change('aws_lambda_function', 'notify-admin', { dead_letter_config: undefined }),
    },
  },
  {
    name: 'tables can be restored, and tags of images never move',
    violations: (resources) => [
      ...idsOf(
        ofType(resources, 'aws_dynamodb_table').filter(
          ({ attributes }) => first(attributes['point_in_time_recovery'])['enabled'] !== true,
        ),
      ),
      ...idsOf(
        ofType(resources, 'aws_ecr_repository').filter(
          ({ attributes }) =>
            attributes['image_tag_mutability'] !== 'IMMUTABLE' ||
            first(attributes['image_scanning_configuration'])['scan_on_push'] !== true,
        ),
      ),
    ],
    mutants: {
      'no point in time': change('aws_dynamodb_table', 'users', { point_in_time_recovery: undefined }),
      'mutable tags': change('aws_ecr_repository', '', { image_tag_mutability: 'MUTABLE' }),
      'no scan': change('aws_ecr_repository', '', { image_scanning_configuration: undefined }),
    },
  },
  {
    name: 'no environment variable, output or state is a password, a key or a token',
    violations: (resources) => [
      ...idsOf(
        resources.filter((resource) => {
          const names = [...environmentOf(resource).matchAll(/"?([A-Z][A-Z_]{3,})"?\s*[:=]/g)];
          const inPods = [...environmentOf(resource).matchAll(/name\\*"?\s*[:=]\s*\\*"([A-Z_]+)/g)];
          return (
            resource.type !== 'aws_iam_role' && [...names, ...inPods].some(([, name]) => secretName.test(name ?? ''))
          );
        }),
      ),
      ...idsOf(resources.filter(({ attributes }) => secretValue.test(textOf(attributes)))),
      ...idsOf(ofType(resources, ...secretTypes)),
      ...idsOf(
        ofType(resources, 'output').filter(({ id }) =>
          // The ARN of the key that encrypts secrets is none.
          /secret(?!s-key)|password|token|private_?key/i.test(id),
        ),
      ),
    ],
    mutants: {
      'a variable of a function': change('aws_lambda_function', 'authenticate', {
        environment: { variables: { API_TOKEN: 'x' } },
      }),
      'a variable of a task': change('aws_ecs_task_definition', '', ({ container_definitions: containers }) => ({
        container_definitions: textOf(containers).replace('SIGN_IN_ORIGIN', 'SIGN_IN_TOKEN'),
      })),
      'a variable of pods': change('kubernetes_deployment_v1', '', {
        spec: { template: { spec: { container: [{ env: [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'x' }] }] } } },
      }),
      'a key in any attribute': add('aws_ssm_parameter', { value: 'AKIAABCDEFGHIJKLMNOP' }),
      'a private key': add('aws_s3_object', { content: '-----BEGIN RSA PRIVATE KEY-----' }),
      'an output': add('output', { value: 'x' }, { id: 'cross-stack-output-admin-password' }),
      ...Object.fromEntries(secretTypes.map((type) => [type, add(type, {})])),
    },
  },
];
