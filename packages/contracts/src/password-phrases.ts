/** What many know by heart, and take for a good password because it is long. Three words of one are enough to know it by. */
const phrases = [
  'correct horse battery staple',
  'the quick brown fox jumps over the lazy dog',
  'franz jagt im komplett verwahrlosten taxi quer durch bayern',
  'lorem ipsum dolor sit amet consectetur adipiscing elit',
  'to be or not to be that is the question',
  'may the force be with you',
  'twinkle twinkle little star',
  'one two three four five six seven eight nine ten eleven twelve',
  'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
  'monday tuesday wednesday thursday friday saturday sunday',
  'montag dienstag mittwoch donnerstag freitag samstag sonntag',
  '3 141592 65358 979323846',
].map((phrase) => phrase.split(' '));

const fewestWords = 3;
const between = '[^\\p{L}\\p{N}]*';

/** Three words, and then as many of the rest as follow. */
function patternOf(words: readonly string[]): RegExp {
  const known = words.slice(0, fewestWords).join(between);
  const more = words.slice(fewestWords).reduceRight((rest, word) => `(?:${between}${word}${rest})?`, '');
  return new RegExp(`${known}${more}`, 'uy');
}

const patterns = phrases.map(patternOf);

/** How long the sentence is that begins at a place of a text in lower case; 0 when none does. */
export function phraseLength(text: string, at: number): number {
  return Math.max(
    ...patterns.map((pattern) => {
      pattern.lastIndex = at;
      return pattern.exec(text)?.[0].length ?? 0;
    }),
  );
}
