/** Where an arrow key leads in a list that is a circle. */
export function placeByArrow(key: string, place: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (place + 1) % count;
    case 'ArrowUp':
      return (place - 1 + count) % count;
    default:
      return undefined;
  }
}

/** Where a key leads in a menu that is a circle; nowhere for keys that mean something else there. */
export function nextPlace(key: string, place: number, labels: readonly string[]): number | undefined {
  const count = labels.length;
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return key.length === 1 ? placeOfLetter(key.toLowerCase(), place, labels) : placeByArrow(key, place, count);
  }
}

/** The next entry that begins with a letter, from the one after the present on. */
function placeOfLetter(letter: string, place: number, labels: readonly string[]): number | undefined {
  const count = labels.length;
  return labels
    .map((_, step) => (place + 1 + step) % count)
    .find((candidate) => labels[candidate]?.toLowerCase().startsWith(letter));
}
