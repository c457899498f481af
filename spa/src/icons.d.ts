/** Icons are imported one by one: the package's entry loads all 5,900 of them, which costs each test file seconds. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon as IconComponent } from '@tabler/icons-react';

  const Icon: IconComponent;
  export default Icon;
}
