/** Single dictionaries; the packages' entry points bring megabytes of names and encyclopedia words along. */
declare module '@zxcvbn-ts/language-common/dist/passwords.json.mjs' {
  const passwords: readonly (string | number)[];
  export default passwords;
}
declare module '@zxcvbn-ts/language-common/dist/adjacencyGraphs.json.mjs' {
  const graphs: Readonly<Record<string, Readonly<Record<string, readonly (string | null)[]>>>>;
  export default graphs;
}
declare module '@zxcvbn-ts/language-en/dist/commonWords.json.mjs' {
  const words: readonly string[];
  export default words;
}
declare module '@zxcvbn-ts/language-en/dist/firstnames.json.mjs' {
  const names: readonly string[];
  export default names;
}
declare module '@zxcvbn-ts/language-de/dist/commonWords.json.esm.js' {
  const words: readonly string[];
  export default words;
}
declare module '@zxcvbn-ts/language-common/dist/diceware.json.mjs' {
  const words: readonly (string | number)[];
  export default words;
}
