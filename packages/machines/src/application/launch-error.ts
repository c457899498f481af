import type { FailureCode } from '@cloudapp/contracts/instance';

/** Thrown when EC2 did not take a launch; says whether asking again can help, and what is known of the machine. */
export class LaunchError extends Error {
  readonly code: Extract<FailureCode, 'capacity' | 'throttled' | 'launch-refused'>;
  /**
   * `again`: the instance may exist, and the same request finds out. `never`: it does not exist and will not.
   * `look`: an earlier request was taken under the same token, so that there may be an instance.
   */
  readonly hope: 'again' | 'never' | 'look';
  /** EC2's own word for it, for the log and for administrators. */
  readonly ec2Code: string;

  constructor(code: LaunchError['code'], hope: LaunchError['hope'], ec2Code: string, cause: unknown) {
    super(`EC2 did not launch the machine: ${ec2Code}`, { cause });
    this.name = 'LaunchError';
    this.code = code;
    this.hope = hope;
    this.ec2Code = ec2Code;
  }
}
