import type { LoginDetails } from '@cloudapp/contracts/instance';
import type { ShellSystem } from '../../../lib/reader-system.ts';

/** A file in the reader's own folder, as a shell of their system wants it written. PowerShell itself knows `~` in no argument. */
function ownFile(system: ShellSystem, ...path: readonly string[]): string {
  if (system === 'windows') return `"${['$env:USERPROFILE', ...path].join('\\')}"`;
  // eslint-disable-next-line no-restricted-syntax -- of a path in the reader's file system, not of an address
  return ['~', ...path].join('/');
}

/** The ssh command, naming the key's file where this browser knows it. */
export function sshCommand(command: string, keyFile: string | undefined, system: ShellSystem): string {
  return keyFile === undefined
    ? command
    : command.replace(/^ssh /, () => `ssh -i ${ownFile(system, '.ssh', keyFile)} `);
}

/** The block for ssh's configuration, with the key's file where it is known; ssh reads `~` in it on every system. */
export function sshConfigBlock({ sshConfig }: Pick<LoginDetails, 'sshConfig'>, keyFile: string | undefined): string {
  if (keyFile === undefined || /^\s*IdentityFile/im.test(sshConfig)) return sshConfig;
  return `${sshConfig.trimEnd()}\n  IdentityFile ~/.ssh/${keyFile}\n`;
}

/** Where ssh keeps a file of its own, as people of a system write it. */
export function sshFile(name: 'config' | 'known_hosts', system: ShellSystem): string {
  return system === 'windows' ? `%USERPROFILE%\\.ssh\\${name}` : `~/.ssh/${name}`;
}

/**
 * Moves a downloaded key to where ssh looks for it, readable by its owner alone, which ssh insists on. A file of that name which is
 * there already stays as it is. PowerShell 5.1 has no `&&`: what fails there ends the line.
 */
export function storeKeyCommand(keyFile: string, system: ShellSystem): string {
  const folder = ownFile(system, '.ssh');
  const from = ownFile(system, 'Downloads', keyFile);
  const to = ownFile(system, '.ssh', keyFile);
  return system === 'windows'
    ? [
        `New-Item -ItemType Directory -Force ${folder} -ErrorAction Stop | Out-Null`,
        `Move-Item ${from} ${to} -ErrorAction Stop`,
        `icacls ${to} /inheritance:r /grant:r "$(whoami):F"`,
      ].join('; ')
    : `mkdir -p -m 700 ${folder} && mv -n ${from} ${to} && chmod 600 ${to}`;
}
