import type { LoginDetails } from '@cloudapp/contracts/instance';

const identity = (keyFile: string) => `~/.ssh/${keyFile}`;

/** The ssh command, naming the key's file where this browser knows it. */
export function sshCommand(command: string, keyFile: string | undefined): string {
  return keyFile === undefined ? command : command.replace(/^ssh /, `ssh -i ${identity(keyFile)} `);
}

/** The block for ~/.ssh/config, with the key's file where it is known. */
export function sshConfigBlock({ sshConfig }: Pick<LoginDetails, 'sshConfig'>, keyFile: string | undefined): string {
  if (keyFile === undefined || /^\s*IdentityFile/im.test(sshConfig)) return sshConfig;
  return `${sshConfig.trimEnd()}\n  IdentityFile ${identity(keyFile)}\n`;
}
