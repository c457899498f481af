/** Makes, once, what several checks stand on: the emulator's environment and the built pages. */
import { buildSite } from '../build/site.ts';
import { repository, venvDirectory } from '../layout.ts';
import { ensureMiniStack } from '../ministack/installation.ts';

const report = (line: string) => {
  console.log(line);
};

await Promise.all([ensureMiniStack(venvDirectory, report), buildSite(repository)]);
