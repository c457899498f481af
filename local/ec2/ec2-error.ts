/** An error in EC2's own form: a code that SDKs and our code branch on, a sentence, an HTTP status. */
export class Ec2Error extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'Ec2Error';
    this.code = code;
    this.status = status;
  }
}

export const invalidParameter = (message: string): Ec2Error => new Ec2Error('InvalidParameterValue', message);

export const invalidCombination = (message: string): Ec2Error => new Ec2Error('InvalidParameterCombination', message);

export const unknownInstance = (ids: readonly string[]): Ec2Error =>
  ids.length === 1
    ? new Ec2Error('InvalidInstanceID.NotFound', `The instance ID '${ids.join()}' does not exist`)
    : new Ec2Error('InvalidInstanceID.NotFound', `The instance IDs '${ids.join(', ')}' do not exist`);

export const requestLimitExceeded = (): Ec2Error =>
  new Ec2Error('RequestLimitExceeded', 'Request limit exceeded.', 503);
