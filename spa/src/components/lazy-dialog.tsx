import { useMounted } from '@mantine/hooks';
import { lazy, Suspense, useState, type ComponentType } from 'react';

interface DialogProps {
  readonly opened: boolean;
}

/** A dialog that is downloaded when it is first opened: most visits to a page open none. */
export function lazyDialog<P extends DialogProps>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Dialog = lazy(async () => ({ default: await load() }));
  // React's types cannot tell that a lazy component of P takes P.
  const Inner = Dialog as unknown as ComponentType<P>;

  // A dialog remembers whom to give the focus back to when it opens, but not when it is born open.
  function OpenWhenMounted(props: P) {
    const isMounted = useMounted();
    return <Inner {...props} opened={props.opened && isMounted} />;
  }

  return function LazyDialog(props: P) {
    const [isWanted, setIsWanted] = useState(props.opened);
    if (props.opened && !isWanted) setIsWanted(true);
    if (!isWanted) return null;
    return (
      <Suspense>
        <OpenWhenMounted {...props} />
      </Suspense>
    );
  };
}
