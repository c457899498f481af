import type { Blueprint, SizeId } from '@cloudapp/contracts/blueprint';
import type { Launch } from '@cloudapp/contracts/instance';

/** What the launch form asks. */
export interface LaunchFormValues {
  name: string;
  size: SizeId;
  durationHours: number;
  keySource: 'new' | 'saved' | 'pasted';
  savedKeyId: string;
  pastedKey: string;
}

export const durations = [1, 4, 8, 24, 72, 168, 720] as const;

export function initialValues(blueprint: Blueprint, name: string, canGenerate: boolean): LaunchFormValues {
  return {
    name,
    size: blueprint.defaultSize,
    durationHours: 8,
    keySource: canGenerate ? 'new' : 'pasted',
    savedKeyId: '',
    pastedKey: '',
  };
}

const publicKeyPattern =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-\S+@openssh\.com) [A-Za-z0-9+/]+={0,3}( .*)?$/;

/** Problems worth telling before asking the server; it checks again. */
export const validation = {
  name: (name: string) => {
    if (name.trim() === '') return 'Give the machine a name.';
    return name.trim().length > 60 ? 'Use at most 60 characters.' : null;
  },
  savedKeyId: (id: string, { keySource }: LaunchFormValues) =>
    keySource === 'saved' && id === '' ? 'Choose one of your keys.' : null,
  pastedKey: (key: string, { keySource }: LaunchFormValues) => {
    if (keySource !== 'pasted') return null;
    if (key.includes('PRIVATE KEY'))
      return 'This is a private key: never paste it anywhere. Paste the .pub file instead.';
    return publicKeyPattern.test(key.trim())
      ? null
      : 'Paste one OpenSSH public key: a line that begins with ssh-ed25519, ssh-rsa or ecdsa-sha2-….';
  },
};

/** The file that holds a key's private part, named like the key. */
export function keyFileName(machineName: string): string {
  const slug = machineName
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `cloudapp-${slug === '' ? 'machine' : slug}`;
}

export function launchBody(
  blueprintId: string,
  values: LaunchFormValues,
  key: Pick<Launch, 'sshPublicKey' | 'sshKeyName'>,
): Launch {
  return {
    blueprintId,
    name: values.name.trim(),
    size: values.size,
    durationHours: values.durationHours,
    ...key,
  };
}
