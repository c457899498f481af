/** The page where a person lets a program have a token. */
export const approvalPath = '/approve';

/** The address at which a person compares the code that a program shows. */
export function approvalLink(origin: string, userCode: string): string {
  return `${origin}${approvalPath}?${new URLSearchParams({ code: userCode }).toString()}`;
}
