import { SimulateCustomPolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { Ec2Error } from './ec2-error.ts';
import { omit } from './omit.ts';
import { meetsConditions, type RequestFacts } from './policy-conditions.ts';

/** Who sent a request: the account itself, or a role. */
export type Caller = { kind: 'root' } | { kind: 'role'; roleName: string };

export interface CallerDirectory {
  /** The caller behind an access key; `undefined` for a key that nobody was given. */
  find(accessKeyId: string): Caller | undefined;
  /** The policy documents of a role. */
  policiesOf(roleName: string): Promise<PolicyDocument[]>;
}

export interface PolicyDocument {
  Version?: string;
  Statement: PolicyStatement[];
}

export interface PolicyStatement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const DECISION_SECONDS = 10;

/**
 * Asks the emulator's IAM whether a caller may do what it asks. Its simulation knows no request context, so conditions
 * are looked at here first: a statement whose conditions do not hold is left out, the rest is asked without them.
 */
export class Authorization {
  readonly #iam: IAMClient;
  readonly #directory: CallerDirectory;
  readonly #decisions = new Map<string, { isAllowed: boolean; until: number }>();

  constructor(iam: IAMClient, directory: CallerDirectory) {
    this.#iam = iam;
    this.#directory = directory;
  }

  async require(authorizationHeader: string | undefined, facts: RequestFacts): Promise<void> {
    const accessKeyId = /Credential=([^/,\s]+)\//.exec(authorizationHeader ?? '')?.[1];
    if (accessKeyId === undefined) {
      throw new Ec2Error('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    }
    const caller = this.#directory.find(accessKeyId);
    if (caller === undefined) {
      throw new Ec2Error('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
    }
    if (caller.kind === 'root') return;
    for (const resource of facts.resources) {
      if (await this.#isAllowed(caller.roleName, resource, facts)) continue;
      throw new Ec2Error(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. Role ${caller.roleName} may not ${facts.action} on resource: ${resource.arn}`,
        403,
      );
    }
  }

  async #isAllowed(
    roleName: string,
    resource: RequestFacts['resources'][number],
    facts: RequestFacts,
  ): Promise<boolean> {
    const key = JSON.stringify([roleName, facts.action, resource]);
    const known = this.#decisions.get(key);
    if (known !== undefined && known.until > Date.now()) return known.isAllowed;
    const documents = await this.#directory.policiesOf(roleName);
    const applicable = documents.map((document) => ({
      Version: '2012-10-17',
      Statement: document.Statement.filter((statement) => meetsConditions(statement.Condition, resource)).map(
        (statement) => omit(statement, 'Condition'),
      ),
    }));
    const isAllowed = await this.#simulate(applicable, facts.action, resource.arn);
    if (this.#decisions.size > 1_000) this.#decisions.clear();
    this.#decisions.set(key, { isAllowed, until: Date.now() + DECISION_SECONDS * 1_000 });
    return isAllowed;
  }

  async #simulate(documents: PolicyDocument[], action: string, resourceArn: string): Promise<boolean> {
    const answer = await this.#iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: documents
          .filter(({ Statement }) => Statement.length > 0)
          .map((document) => JSON.stringify(document)),
        ActionNames: [action],
        ResourceArns: [resourceArn],
      }),
    );
    return answer.EvaluationResults?.[0]?.EvalDecision === 'allowed';
  }
}
