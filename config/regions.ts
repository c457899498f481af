/**
 * The regions that CloudApp can be deployed to: those whose zones, country and prices are known. Another one is a line here
 * and prices in `commands/costs/prices.ts` and `packages/contracts/src/machine-prices.ts`, without which it does not compile.
 */
export const regions = {
  'eu-central-1': { country: 'DE', zones: ['a', 'b', 'c'] },
  'eu-west-1': { country: 'IE', zones: ['a', 'b', 'c'] },
  'us-east-1': { country: 'US', zones: ['a', 'b', 'c'] },
  'us-east-2': { country: 'US', zones: ['a', 'b', 'c'] },
  'us-west-2': { country: 'US', zones: ['a', 'b', 'c'] },
} as const satisfies Readonly<Record<string, { readonly country: string; readonly zones: readonly string[] }>>;

export type Region = keyof typeof regions;

export const regionNames = Object.keys(regions) as [Region, ...Region[]];
