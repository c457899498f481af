const hoursPerMonth = 730;

/** Digits after the point that keep small prices readable: $0.0094, $0.042, $3.20, $1,240. */
function digitsFor(dollars: number): number {
  if (dollars === 0 || dollars >= 1000) return 0;
  if (dollars >= 1) return 2;
  return dollars >= 0.01 ? 3 : 4;
}

export function formatMoney(dollars: number): string {
  const digits = digitsFor(dollars);
  return dollars.toLocaleString('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: Math.min(digits, 2),
    maximumFractionDigits: digits,
  });
}

/** What a machine has cost: cents are exact enough. */
export function formatCost(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) return 'under $0.01';
  return dollars.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
}

/** Prices stand beside each other, so all but the smallest have as many digits: $0.020, $0.041. */
export function formatHourlyPrice(dollarsPerHour: number): string {
  const isUsual = dollarsPerHour >= 0.01 && dollarsPerHour < 1;
  return `${isUsual ? `$${dollarsPerHour.toFixed(3)}` : formatMoney(dollarsPerHour)} per hour`;
}

export function formatMonthlyPrice(dollarsPerHour: number): string {
  const month = dollarsPerHour * hoursPerMonth;
  return `about $${Math.max(1, Math.round(month)).toLocaleString('en-US')} a month`;
}
