import { stringify } from 'yaml';

/**
 * A cloud-config as cloud-init's reader, PyYAML, takes it for exactly these values. Every text is a double-quoted scalar in
 * printable ASCII: PyYAML ends a line at U+0085, U+2028 and U+2029, refuses a whole document for one U+FFFE or U+007F, and
 * takes more words for something else than a text than YAML 1.2 does.
 */
export function writeCloudConfig(config: object): string {
  const yaml = stringify(config, {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    defaultStringType: 'QUOTE_DOUBLE',
    doubleQuotedAsJSON: true,
  });
  return `#cloud-config\n${yaml.replaceAll(/[^\n\x20-\x7e]/gu, escaped)}`;
}

/** YAML has an escape for every code point; JSON's pairs of surrogates would stay two characters to PyYAML. */
function escaped(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const hex = (digits: number) => codePoint.toString(16).padStart(digits, '0');
  return codePoint > 0xffff ? `\\U${hex(8)}` : `\\u${hex(4)}`;
}
