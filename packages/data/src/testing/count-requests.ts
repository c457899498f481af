import type { Database } from '../database.ts';

/** What one call had DynamoDB do. */
export interface DatabaseRequest {
  /** `GetItem`, `BatchGetItem`, `Query` … */
  readonly command: string;
  /** Items that came back. */
  readonly items: number;
}

interface Answer {
  readonly Item?: unknown;
  readonly Items?: readonly unknown[];
  readonly Responses?: Readonly<Record<string, readonly unknown[]>>;
}

function itemsIn({ Item, Items = [], Responses = {} }: Answer): number {
  return (Item === undefined ? 0 : 1) + Items.length + Object.values(Responses).flat().length;
}

/** Every request to DynamoDB that `run` makes of a database. */
export async function requestsOf({ client }: Database, run: () => Promise<unknown>): Promise<DatabaseRequest[]> {
  const requests: DatabaseRequest[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (input) => {
        const answer = await next(input);
        const items = itemsIn(answer.output as Answer);
        requests.push({ command: commandName.replace(/Command$/, ''), items });
        return answer;
      },
    { step: 'initialize', name: 'countRequests' },
  );
  try {
    await run();
  } finally {
    client.middlewareStack.remove('countRequests');
  }
  return requests;
}
