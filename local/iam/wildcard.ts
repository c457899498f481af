/** The wildcards of IAM and of EC2's filters: `*` any characters, `?` one. */
export function isLike(value: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(value);
}
