export function ensurePackages(
  repository: string,
  patterns: readonly string[],
  report: (line: string) => void,
  before?: () => Promise<void>,
): Promise<void>;
