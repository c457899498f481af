import type { Company } from './company.ts';
import { queryOptions } from '@tanstack/react-query';
import { callApi, type CallInput } from '../../../lib/api/call-api.ts';

/** How somebody proves once more who they are. */
export type ProofAnswer =
  | { readonly password: string }
  | { readonly code: string }
  /** By signing in again with a company, which leads away from the page. */
  | { readonly company: Company }
  /** By a passkey, which the browser is to ask for, and which signs the ticket. */
  | { readonly ticket: string };

/** How the signed-in user can prove who they are, asked anew for each question. */
export function begunProofQuery(question: number) {
  return queryOptions({
    queryKey: ['begun-proof', question],
    queryFn: ({ signal }) => callApi('beginProof', { signal }),
    staleTime: Infinity,
    retry: false,
    refetchInterval: false,
  });
}

/** Sends a proof; false when the person would rather not, or gives it elsewhere. */
export async function prove(answer: ProofAnswer): Promise<boolean> {
  if ('company' in answer) {
    await (await import('./company.ts')).proveAtCompany(answer.company);
    return false;
  }
  const body = 'ticket' in answer ? await byPasskey(answer.ticket) : answer;
  if (body) await callApi('renewProof', { body });
  return body !== undefined;
}

async function byPasskey(ticket: string): Promise<CallInput<'renewProof'>['body'] | undefined> {
  const { askForPasskey } = await import('../../../lib/passkeys.ts');
  const passkey = await askForPasskey(ticket);
  return passkey && { ticket, passkey };
}
