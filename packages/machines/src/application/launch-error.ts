import type { FailureCode } from '@cloudapp/contracts/failure-codes';

/** Thrown when EC2 did not take a launch; says whether asking again can help, and what is known of the machine. */
export class LaunchError extends Error {
  readonly code: Extract<
    FailureCode,
    'capacity' | 'account-limit' | 'unauthorised' | 'disk-key' | 'throttled' | 'launch-refused'
  >;
  /**
   * `elsewhere`: it does not exist, and another zone may have room. `again`: the instance may exist, and the same request finds out. `never`: it does not exist and will not.
   * `look`: an earlier request was taken under the same token, so that there may be an instance.
   */
  readonly hope: 'elsewhere' | 'again' | 'never' | 'look';
  /** EC2's own word for it, for the log and for administrators. */
  readonly ec2Code: string;
  /** What people are told besides the failure's own sentence; for an account's limit the quota's name. @default EC2's word */
  readonly detail: string;

  constructor(
    code: LaunchError['code'],
    hope: LaunchError['hope'],
    ec2Code: string,
    cause: unknown,
    detail: string = ec2Code,
  ) {
    super(`EC2 did not launch the machine: ${ec2Code}`, { cause });
    this.name = 'LaunchError';
    this.code = code;
    this.hope = hope;
    this.ec2Code = ec2Code;
    this.detail = detail;
  }
}
