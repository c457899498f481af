/** What the process ends with, so that scripts can tell what happened; `docs/command-line.md` lists them from here. */
export const exitCodes = {
  done: { code: 0, meaning: 'Done.' },
  failed: { code: 1, meaning: 'It failed: a machine did not get ready, or something went wrong on our side.' },
  usage: { code: 2, meaning: 'Wrong use: an unknown command or option, or a value that cannot be.' },
  signedOut: { code: 3, meaning: 'Not signed in, or the token has ended: `cloudapp login`.' },
  notFound: { code: 4, meaning: 'There is no such machine, blueprint or tool.' },
  refused: { code: 5, meaning: 'Refused: not allowed, not in this state, no quota left, too many requests.' },
  unreachable: { code: 6, meaning: 'CloudApp cannot be reached, or gave no answer in time.' },
  interrupted: { code: 130, meaning: 'Interrupted by Ctrl-C; the same command again goes on.' },
} as const;

export type Ending = keyof typeof exitCodes;
