import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** A page made of Mantine's components, which is shown outside the shell: it comes with what they need around them. */
export function lazyThemed(load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> {
  return lazy(async () => {
    const [{ Themed }, Page] = await Promise.all([import('./themed.tsx'), load()]);
    const ThemedPage = () => (
      <Themed>
        <Page />
      </Themed>
    );
    return { default: ThemedPage };
  });
}
