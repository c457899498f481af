export interface Device {
  /** "Chrome on Linux" */
  readonly label: string;
  readonly isHandheld: boolean;
}

type Rule = readonly [pattern: RegExp, name: string];

// Most browsers also claim to be others, so the more particular come first.
const browsers: readonly Rule[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Vivaldi\//, 'Vivaldi'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/HeadlessChrome\/|Chromium\/|Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^(node|undici)/i, 'A script'],
];

const systems: readonly Rule[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

function nameIn(rules: readonly Rule[], userAgent: string): string | undefined {
  return rules.find(([pattern]) => pattern.test(userAgent))?.[1];
}

/** A browser's own account of itself, in plain words. */
export function describeDevice(userAgent: string): Device {
  const browser = nameIn(browsers, userAgent);
  const system = nameIn(systems, userAgent);
  const isHandheld = /iPhone|iPad|Android|Mobile/.test(userAgent);
  if (browser === undefined && system === undefined) return { label: 'An unknown device', isHandheld };
  if (system === undefined) return { label: browser ?? '', isHandheld };
  return { label: `${browser ?? 'A browser'} on ${system}`, isHandheld };
}
