import type { SignInOptions } from '@cloudapp/contracts/identity-provider';
import type { ReactNode } from 'react';
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

interface CompanyButtonsProps {
  readonly companies: SignInOptions['companies'];
  /** The one whose page is about to come. */
  readonly leavingFor: string | undefined;
  readonly onPress: (company: SignInOptions['companies'][number]) => void;
}

export function CompanyButtons({ companies, leavingFor, onPress }: CompanyButtonsProps): ReactNode {
  return companies.map((company) => (
    <PlainButton
      key={company.id}
      // Of several, none is the one that most people press.
      variant={companies.length === 1 ? 'filled' : 'default'}
      size="md"
      isWide
      isLoading={leavingFor === company.id}
      disabled={leavingFor !== undefined}
      onClick={() => {
        onPress(company);
      }}
    >
      Continue with {company.name}
    </PlainButton>
  ));
}
