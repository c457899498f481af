import type { TokenWish } from '@cloudapp/contracts/access-token';
import { approvalLink } from '@cloudapp/contracts/approval-link';
import { tokenScopes } from '@cloudapp/contracts/route';
import { collectToken, requestToken } from '@cloudapp/contracts/token-request';
import type { ApiClient } from '../api/api-client.ts';
import type { Call } from '../command.ts';
import { Failure } from '../failure.ts';
import { clean } from '../output/clean.ts';
import { openInBrowser } from '../open-in-browser.ts';

/** What a token is called at most. */
const longestName = 60;

/** What the command line asks for. */
export function wishOf({ computer }: { readonly computer: string }, days: number, isAdmin: boolean): TokenWish {
  const name = `cloudapp on ${clean(computer)}`.slice(0, longestName).trim();
  return { name, days, scopes: tokenScopes.filter((scope) => scope !== 'admin' || isAdmin) };
}

/** Asks for a token, shows the code to compare, and waits until somebody has answered in the browser. */
export async function askForToken(
  { page, surroundings, isOn }: Call,
  api: ApiClient,
  wish: TokenWish,
): Promise<string> {
  const { userCode, deviceCode, expiresAt, pollSeconds } = await api.call(requestToken, { body: wish });
  const address = approvalLink(api.origin, userCode);
  // Also with --json: without it nobody could approve.
  surroundings.errors.write(`Compare this code with the one in your browser: ${userCode}\n${address}\n`);
  if (!isOn('no-browser')) await openInBrowser(surroundings, address);
  page.progress('Waiting until you approve it there …');
  while (surroundings.now().getTime() < Date.parse(expiresAt)) {
    await surroundings.pause(pollSeconds * 1000);
    surroundings.interrupted.throwIfAborted();
    const answer = await collect(api, { userCode, deviceCode });
    if (answer?.state === 'refused') throw new Failure('refused', 'It was refused in the browser.');
    if (answer?.state === 'approved') return answer.secret;
    page.progress(answer ? 'Waiting until you approve it there …' : 'No answer from CloudApp, trying again …');
  }
  throw nobody();
}

/** What became of the request; undefined where no answer came, which is no reason to give up. */
async function collect(api: ApiClient, body: { userCode: string; deviceCode: string }) {
  try {
    return await api.call(collectToken, { body });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.ending === 'unreachable') return undefined;
    throw error.ending === 'notFound' ? nobody() : error;
  }
}

function nobody(): Failure {
  return new Failure('failed', 'Nobody approved it in time, or the answer was lost: cloudapp login asks again.');
}
