import type { CompanyAnswer } from '@cloudapp/contracts/sign-in';
import { goTo } from '../../../lib/address.ts';
import { paths } from '../../../lib/paths.ts';

/**
 * What the company's page put into the address (RFC 6749 §4.1.2, RFC 9207), which is taken out of it by that, and of the history.
 * Undefined where it answers nothing.
 */
export function takeCompanyAnswer(): CompanyAnswer | undefined {
  const search = new URLSearchParams(window.location.search);
  goTo(paths.companyReturn, { replace: true });
  const [state, code, error, issuer] = ['state', 'code', 'error', 'iss'].map((name) => {
    const given = search.get(name);
    return given === null || given === '' ? undefined : given;
  });
  return state === undefined ? undefined : { state, code, error, issuer };
}
