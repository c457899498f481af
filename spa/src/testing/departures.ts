import { onTestFinished, vi } from 'vitest';

/** The addresses that the page of this test has left for, which jsdom cannot do. */
export function watchDepartures(): string[] {
  const left: string[] = [];
  const { location } = window;
  vi.stubGlobal(
    'location',
    new Proxy({} as Location, {
      get: (_, name) => {
        if (name === 'assign') return (address: string) => left.push(address);
        return Reflect.get(location, name) as unknown;
      },
    }),
  );
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  return left;
}
