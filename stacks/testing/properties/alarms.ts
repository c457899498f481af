import { ofType, textOf, type Resource } from '../synthesise.ts';
import { change, idsOf, remove, type Property } from './property.ts';

const alarm = 'aws_cloudwatch_metric_alarm';
const signInApi = /"ApiName":"[\w-]+-login","Stage":"live"/;

/** What must be watched for somebody to be told that people cannot sign in: whose metric it is, and which. */
const watched: readonly (readonly [namespace: string, metric: string, dimensions: RegExp])[] = [
  ['AWS/Lambda', 'Errors', /-authenticate"/],
  ['AWS/Lambda', 'Throttles', /-authenticate"/],
  ['AWS/States', 'ExecutionsTimedOut', /workflow/],
  // API Gateway's own failures start no execution, and to the front door they are answers of its target.
  ['AWS/ApiGateway', '5XXError', signInApi],
  // Its limit is for everybody together: whoever uses it up keeps all others out.
  ['AWS/ApiGateway', '4XXError', signInApi],
  ['AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', /front-door.*input-presentation/],
  ['AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', /front-door/],
];

function isWatched(resources: readonly Resource[], [namespace, metric, dimensions]: (typeof watched)[number]): boolean {
  return ofType(resources, alarm).some(
    ({ attributes }) =>
      attributes['namespace'] === namespace &&
      attributes['metric_name'] === metric &&
      dimensions.test(textOf(attributes['dimensions'])),
  );
}

/**
 * Alarms go off when people cannot work, and only then.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export const alarmProperties: readonly Property[] = [
  {
    name: 'whatever keeps people from signing in sets off an alarm',
    violations: (resources) =>
      watched.filter((one) => !isWatched(resources, one)).map(([namespace, metric]) => `${namespace} ${metric}`),
    mutants: {
      'nobody looks at errors of authenticate': remove(alarm, 'authenticate-errors'),
      'nobody looks at calls of authenticate that are turned away': remove(alarm, 'authenticate-throttled'),
      'nobody looks at sign-ins that take too long': remove(alarm, 'sign-in-timed-out'),
      "nobody looks at API Gateway's own errors": remove(alarm, 'sign-in-failing'),
      'nobody looks at sign-ins that are refused': remove(alarm, 'sign-in-refused'),
      'another stage is looked at': change(alarm, 'sign-in-failing', {
        dimensions: { ApiName: 'cloudapp-prod-login', Stage: 'test' },
      }),
      'nobody looks at what nginx answers': remove(alarm, 'nginx-failing'),
      'nobody looks at what the front door answers itself': remove(alarm, 'front-door-errors'),
    },
  },
  {
    // A wrong password ends the workflow in a state of the type Fail, which is an execution that failed.
    name: 'a wrong password sets off no alarm',
    violations: (resources) =>
      idsOf(ofType(resources, alarm).filter(({ attributes }) => attributes['metric_name'] === 'ExecutionsFailed')),
    mutants: {
      'executions that failed are counted': change(alarm, 'sign-in-timed-out', { metric_name: 'ExecutionsFailed' }),
    },
  },
];
