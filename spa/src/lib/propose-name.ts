const qualities = [
  'amber', 'brave', 'bright', 'calm', 'clever', 'cosy', 'eager', 'fair', 'gentle', 'golden', 'happy', 'keen', 'kind',
  'lively', 'lucky', 'mellow', 'neat', 'nimble', 'noble', 'quick', 'quiet', 'rapid', 'silver', 'steady', 'sunny', 'swift',
  'tidy', 'warm', 'wise', 'witty',
]; // prettier-ignore
const animals = [
  'badger', 'beaver', 'bison', 'crane', 'dolphin', 'eagle', 'falcon', 'finch', 'fox', 'gecko', 'heron', 'ibis', 'koala',
  'lark', 'lynx', 'marten', 'moose', 'newt', 'ocelot', 'orca', 'otter', 'owl', 'panda', 'puffin', 'raven', 'robin', 'seal',
  'stork', 'tern', 'wren',
]; // prettier-ignore

function pick(words: readonly string[], random: () => number): string {
  return words[Math.floor(random() * words.length)] ?? 'new';
}

/** A name for a machine that is easy to say and to remember: "brave-otter". */
export function proposeName(random: () => number): string {
  return `${pick(qualities, random)}-${pick(animals, random)}`;
}
