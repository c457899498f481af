import { hoursAMonth } from '@cloudapp/contracts/machine-prices';

/** One line of the bill: what it is, how it was worked out, and dollars a month. */
export interface Line {
  readonly what: string;
  readonly how: string;
  readonly dollars: number;
}

export const month = (dollarsAnHour: number) => dollarsAnHour * hoursAMonth;

export const million = 1_000_000;

export function line(what: string, quantity: number, unit: string, price: number, base = 0): Line {
  const amount = Number.isInteger(quantity) ? String(quantity) : quantity.toFixed(2);
  const each = price < 0.01 ? price.toPrecision(2) : price.toFixed(2);
  const how = `${base > 0 ? `${base.toFixed(2)} + ` : ''}${amount} ${unit} × ${each}`;
  return { what, how, dollars: base + quantity * price };
}

export const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);
