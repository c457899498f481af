/** Has the person prove who they are; false when they would rather not. */
type Ask = () => Promise<boolean>;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;
let leave: () => void = () => undefined;

/** Says who asks, while there is a page that can; answers how to take that back, which leaves an open question unanswered. */
export function askForProofWith(next: Ask): () => void {
  ask = next;
  return () => {
    if (ask === next) ask = undefined;
    leave();
  };
}

/** Asks once for all requests that wait for it. */
export async function obtainFreshProof(): Promise<boolean> {
  if (ask === undefined) return false;
  asking ??= Promise.race([ask(), untilLeft()]).finally(() => {
    asking = undefined;
  });
  return await asking;
}

async function untilLeft(): Promise<false> {
  return await new Promise((resolve) => {
    leave = () => {
      resolve(false);
    };
  });
}
