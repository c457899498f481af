/** Why a company signed nobody in, as people are told. */
export type CompanyFaultCode =
  | 'company-refused'
  | 'company-denied'
  | 'company-not-allowed'
  | 'company-email-unverified'
  | 'company-clock'
  | 'company-unavailable';

/** Thrown when a company signed nobody in. */
export class CompanyFault extends Error {
  readonly code: CompanyFaultCode;

  /** @param detail for the audit log: nothing that the company has sent */
  constructor(code: CompanyFaultCode, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = 'CompanyFault';
    this.code = code;
  }
}
