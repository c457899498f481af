import { PlainButton } from '../../../components/plain/plain-button.tsx';
import { hasPasskeys } from '../../../lib/passkey-support.ts';

interface PasskeyButtonProps {
  /** Whether the browser asks for a passkey now. */
  readonly isAsking: boolean;
  readonly onPress: () => void;
}

/** Nothing where the browser knows no passkeys. */
export function PasskeyButton({ isAsking, onPress }: PasskeyButtonProps) {
  if (!hasPasskeys()) return null;
  return (
    <PlainButton variant="default" size="md" isWide isLoading={isAsking} onClick={onPress}>
      Sign in with a passkey
    </PlainButton>
  );
}
