/** A company that people sign in with. */
export interface MockCompany {
  readonly id: string;
  readonly name: string;
}

export function acme(): MockCompany {
  return { id: `idp_${'1'.padEnd(26, '0')}`, name: 'Acme' };
}
