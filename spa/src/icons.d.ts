/** Icons are imported one by one: the package's entry loads all 5,900 of them, which costs each test file seconds. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  const Icon: import('@tabler/icons-react').Icon;
  export default Icon;
}
