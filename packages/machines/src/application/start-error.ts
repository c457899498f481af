import type { StartRefusalCode } from '@cloudapp/contracts/failure-codes';

/** Thrown when EC2 refused for good to start a machine, which is stopped as it was; what may pass is thrown as it came. */
export class StartError extends Error {
  readonly code: Exclude<StartRefusalCode, 'did-not-start'>;
  /** EC2's own word for it, for the log and for administrators. */
  readonly ec2Code: string;
  /** What people are told besides the refusal's own sentence; for an account's limit the quota's name. */
  readonly detail: string;

  constructor(code: StartError['code'], ec2Code: string, cause: unknown, detail: string) {
    super(`EC2 did not start the machine: ${ec2Code}`, { cause });
    this.name = 'StartError';
    this.code = code;
    this.ec2Code = ec2Code;
    this.detail = detail;
  }
}
