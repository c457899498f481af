/** A port of which only what a test has given is there; whatever else is used throws, so that no call goes unseen. */
export function stub<Port extends object>(name: string, given: Partial<Port> = {}): Port {
  return new Proxy(given, {
    get: (target, method) => {
      if (method in target) return Reflect.get(target, method) as unknown;
      return () => {
        throw new Error(`${name}.${String(method)} was called, which this test does not expect`);
      };
    },
  }) as Port;
}
