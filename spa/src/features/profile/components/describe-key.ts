const types: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'Ed25519',
  'ssh-rsa': 'RSA',
  'ecdsa-sha2-nistp256': 'ECDSA P-256',
  'ecdsa-sha2-nistp384': 'ECDSA P-384',
  'ecdsa-sha2-nistp521': 'ECDSA P-521',
  'sk-ssh-ed25519@openssh.com': 'Ed25519 on a security key',
  'sk-ecdsa-sha2-nistp256@openssh.com': 'ECDSA P-256 on a security key',
};

/** The type of an OpenSSH public key, which is its first word. */
export function describeKeyType(publicKey: string): string {
  const [word = ''] = publicKey.split(' ', 1);
  return types[word] ?? word;
}
