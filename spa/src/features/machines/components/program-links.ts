import type { LoginDetails } from '@cloudapp/contracts/instance';

type Target = Pick<LoginDetails, 'sshHost' | 'userName' | 'port'>;

// eslint-disable-next-line no-restricted-syntax -- a folder of the machine, not an address
const homeOf = (userName: string) => `/home/${userName}`;

/** For whatever program opens ssh on the reader's computer. @see https://www.iana.org/assignments/uri-schemes/prov/ssh */
export function sshAddress(target: string): string {
  return `ssh://${target}`;
}

/** Opens the home folder in VS Code, which finds address, user and key by the host's name in ssh's configuration. */
export function vsCodeLink({ sshHost, userName }: Target): string {
  return `vscode://vscode-remote/ssh-remote+${sshHost}${homeOf(userName)}`;
}

/** Fills in JetBrains Gateway's form for a connection over ssh. */
export function gatewayLink({ sshHost, userName, port }: Target): string {
  const values = { type: 'ssh', deploy: 'false', host: sshHost, user: userName, port: `${port}` };
  return `jetbrains-gateway://connect#${new URLSearchParams({ ...values, projectPath: homeOf(userName) }).toString()}`;
}
