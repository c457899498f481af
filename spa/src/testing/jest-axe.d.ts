declare module 'jest-axe' {
  /** The part in use of the package, which brings no types. */
  export function axe(
    element: Element,
    options?: { rules: Readonly<Record<string, { enabled: boolean }>> },
  ): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
}
