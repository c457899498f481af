/** Control strings (DCS, SOS, OSC, PM, APC): from their opener to their terminator; one without ends with its line. */
const string = String.raw`(?:\x1B[PX^_\]]|[\x90\x98\x9D-\x9F])(?:[^\x07\x18\x1A\x1B\x9C]*(?:\x1B\\|[\x07\x18\x1A\x9C])|[^\x07\x18\x1A\x1B\x9C\r\n]*)`;
/** Controls that a terminal obeys in the middle of a sequence, which goes on behind them; a tab or a line end is text again. */
const within = String.raw`\x00-\x08\x0B\x0C\x0E-\x17\x19\x1C-\x1F\x7F`;
/** Control sequences (CSI), private ones too: parameters, intermediates, final; one that is cut short as far as it goes. */
const sequence = String.raw`(?:\x1B\[|\x9B)[0-?${within}]*[ -/${within}]*[@-~]?`;
/** Escape sequences, with intermediates (`ESC ( B`) and without (`ESC 7`, `ESC c`). */
const escape = String.raw`\x1B[ -/${within}]*[0-~]?`;

/**
 * Everything that a terminal takes for a command, by the grammar of ECMA-48 §5.3–5.6 and with BEL as xterm's terminator. The
 * usual library, ansi-regex, leaves what control strings carry.
 */
const commands = new RegExp([string, sequence, escape].join('|'), 'gu');

/** What is not printed: controls but line end and tab, what turns the direction of what follows, what is no character. */
const unprintable = /[\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/gu;

/** Text as people may read and copy it, whatever printed it: lines, tabs and printable characters. */
export function printableLines(text: string): string {
  return text
    .replaceAll(commands, '')
    .replaceAll(/\r\n|[\r\u2028\u2029]/gu, '\n')
    .replaceAll(unprintable, '');
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printableLines(text).replaceAll('\n', ' ');
}

/** Whether a text is already what `printableLine` would make of it. */
export function isPrintableLine(text: string): boolean {
  return printableLine(text) === text;
}
