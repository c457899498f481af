/** The nonce of this page, by which styles that are made at run time are told from injected ones. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// What holds the page still behind a dialog asks for the nonce by this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });

interface TrustedTypePolicies {
  createPolicy: (name: string, rules: { createHTML: (text: string) => string }) => unknown;
}

/**
 * React fills style elements through `innerHTML`, which the content security policy lets nobody use with text. What has no
 * element in it can make none, so that alone goes through; everything else is refused.
 */
export function plainTextOnly(text: string): string {
  if (text.includes('<')) throw new TypeError('Markup is not taken as text');
  return text;
}

(globalThis as { readonly trustedTypes?: TrustedTypePolicies }).trustedTypes?.createPolicy('default', {
  createHTML: plainTextOnly,
});
