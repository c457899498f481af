/** What is wrong with what a directory asks for, by the problem that it is told. */
export type ScimFaultCode =
  | 'filter-invalid'
  | 'path-invalid'
  | 'value-invalid'
  | 'target-missing'
  | 'version-changed'
  | 'email-taken'
  | 'directory-has-it'
  | 'administrator-kept';

/** Thrown when a directory asks for what cannot be done; nothing was changed. The message is for whoever set up the directory. */
export class ScimFault extends Error {
  readonly code: ScimFaultCode;

  constructor(code: ScimFaultCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ScimFault';
    this.code = code;
  }
}
