export function missingRequirement(): string | undefined;
export function findPython(): string | undefined;
export const PYTHON_SENTENCE: string;
