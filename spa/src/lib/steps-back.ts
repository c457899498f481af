type Guard = (event: PopStateEvent) => void;

const guards = new Set<Guard>();

// Loaded with the entry, before the router listens: a window calls its listeners in the order in which they came, whether they
// capture or not.
window.addEventListener('popstate', (event) => {
  guards.forEach((guard) => {
    guard(event);
  });
});

/** Hears of steps back and forth before the router does. @returns what ends it */
export function guardStepsBack(guard: Guard): () => void {
  guards.add(guard);
  return () => {
    guards.delete(guard);
  };
}
