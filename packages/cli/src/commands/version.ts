import release from '../../package.json' with { type: 'json' };
import type { Command } from '../command.ts';

export const versionOf: Command = {
  name: 'version',
  summary: 'Say which release this is, as `--version` does',
  run: ({ page }) => {
    const { version } = release;
    page.answer({ version }, () => [`cloudapp ${version}`]);
    return Promise.resolve(undefined);
  },
};
