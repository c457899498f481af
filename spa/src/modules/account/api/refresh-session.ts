import { ApiError } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { beginSession } from '../session.ts';

/** Looks again what the session may do; what was known stays, when that cannot be told at the moment. */
export async function refreshSession(): Promise<void> {
  try {
    beginSession(await callApi('getSession', {}));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}
