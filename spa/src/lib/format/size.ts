interface Resources {
  readonly vcpu: number;
  readonly memoryGib: number;
}

export function formatSize({ vcpu, memoryGib }: Resources): string {
  return `${vcpu} vCPU · ${memoryGib} GB`;
}

const sizeNames: Readonly<Record<string, string>> = {
  small: 'Small',
  medium: 'Medium',
  large: 'Large',
  xlarge: 'Extra large',
};

export function formatSizeName(id: string): string {
  return sizeNames[id] ?? id;
}

export function formatNumber(number: number): string {
  return number.toLocaleString('en-US');
}

export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** "a, b and c" */
export function formatList(names: readonly string[], atMost = 4): string {
  const shown = names.slice(0, atMost);
  const hidden = names.length - shown.length;
  const parts = hidden > 0 ? [...shown, formatCount(hidden, 'other')] : shown;
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

export function formatPercent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
