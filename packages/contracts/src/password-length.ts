/** Bounds from NIST SP 800-63B-4 §3.1.1.2: at least 15 characters without a second factor, no composition rules. */
export const passwordLength = { min: 15, max: 256 } as const;
