import type { Blueprint } from '@cloudapp/contracts/blueprint';
import { formatList } from '../../../lib/format/size.ts';

type Tool = Blueprint['tools'][number];

const isForBrowsers = ({ scheme }: Tool) => scheme === 'http' || scheme === 'https';

function programFor({ name, scheme }: Tool): string {
  const program = scheme === 'postgresql' ? 'a program such as psql or DBeaver' : 'a program that speaks to it';
  return `For ${name}: ${program}, through an ssh connection.`;
}

/** What somebody needs on their own side to use a machine of this blueprint, in sentences. */
export function needsOf({ tools }: Pick<Blueprint, 'tools'>): string[] {
  const inBrowser = tools.filter(isForBrowsers).map(({ name }) => name);
  return [
    'To log in: ssh. Windows, macOS and Linux bring it along; on a phone it is an app.',
    ...(inBrowser.length > 0
      ? [`For ${formatList(inBrowser, 6)}: a browser, through an ssh connection that one command opens.`]
      : []),
    ...tools.filter((tool) => !isForBrowsers(tool)).map(programFor),
  ];
}
