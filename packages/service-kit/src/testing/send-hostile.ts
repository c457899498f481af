import { problemSchema } from '@cloudapp/contracts/problem';
import type { HostileRequest } from './hostile-requests.ts';

/** Which request was answered, and with what. */
export type HostileAnswer = Pick<HostileRequest, 'name' | 'status' | 'code'>;

/** The answers that requests must get. */
export const dueAnswers = (requests: readonly HostileRequest[]): HostileAnswer[] =>
  requests.map(({ name, status, code }) => ({ name, status, code }));

/** Sends hostile requests one after the other; what is not answered with a problem document is a fault. */
export async function answersTo(url: string, requests: readonly HostileRequest[]): Promise<HostileAnswer[]> {
  const answers: HostileAnswer[] = [];
  for (const request of requests) answers.push(await answerTo(url, request));
  return answers;
}

async function answerTo(url: string, { name, path, method, headers, body }: HostileRequest): Promise<HostileAnswer> {
  const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json') {
    throw new Error(`${name}: answered ${response.status} with ${type ?? 'no content type'}`);
  }
  const { status, code } = problemSchema.parse(await response.json());
  return { name, status, code };
}
