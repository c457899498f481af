/** What EC2 says of an instance; `absent` when it knows none, which is also so for a moment after a launch. */
export interface Observed {
  readonly power: 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated' | 'absent';
  /** Where people reach it; only while it is on. */
  readonly address?: string | undefined;
  /** All that it knows of itself. */
  readonly privateAddress?: string | undefined;
  /** EC2's own words on why the instance is in this state, where they say more than the state's name. */
  readonly reason?: string | undefined;
}

/** An EC2 instance that a launch has made. */
export interface FoundInstance extends Observed {
  readonly ec2InstanceId: string;
}
