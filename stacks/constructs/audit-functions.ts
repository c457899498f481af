import { Construct } from 'constructs';
import type { FunctionVariables } from '../variables/functions.ts';
import { invokeByClock } from './appointment.ts';
import { NodeFunction, type NodeFunctionProps } from './node-function.ts';
import type { PartRole } from './role.ts';
import { invokeForInserts } from './stream-trigger.ts';

type Shared = Pick<
  NodeFunctionProps<'seal-audit'>,
  'environment' | 'permissions' | 'logKeyArn' | 'messagesKeyArn' | 'network'
>;

export interface AuditFunctionsProps extends Shared {
  readonly variables: { readonly [F in 'seal-audit' | 'sign-audit']: FunctionVariables<F> };
  /** Of what calls functions by the clock. */
  readonly scheduleRole: PartRole;
  /** The stream of the audit log. */
  readonly auditStreamArn: string;
}

/** What makes the audit log prove itself: entries are sealed as they come, and each day is signed when it is over. */
export class AuditFunctions extends Construct {
  constructor(scope: Construct, id: string, props: AuditFunctionsProps) {
    super(scope, id);
    const { environment, permissions, logKeyArn, messagesKeyArn, network, scheduleRole: role } = props;
    const shared = { environment, permissions, logKeyArn, messagesKeyArn, network };
    const seal = new NodeFunction(this, 'seal-audit', {
      ...shared,
      part: 'seal-audit',
      variables: props.variables['seal-audit'],
      memoryMib: 512,
      timeoutSeconds: 120,
    });
    const sign = new NodeFunction(this, 'sign-audit', {
      ...shared,
      part: 'sign-audit',
      variables: props.variables['sign-audit'],
      memoryMib: 512,
      timeoutSeconds: 300,
    });
    invokeForInserts(this, 'new-entries', seal, props.auditStreamArn);
    invokeByClock(this, 'seal-every-five-minutes', {
      environment,
      role,
      invoked: seal,
      part: 'seal-audit',
      when: 'rate(5 minutes)',
      description: 'Seals what the stream of the audit log has lost',
    });
    invokeByClock(this, 'sign-every-hour', {
      environment,
      role,
      invoked: sign,
      part: 'sign-audit',
      // A day may be signed half an hour after its end.
      when: 'cron(35 * * * ? *)',
      description: 'Signs the days of the audit log that are over',
    });
  }
}
