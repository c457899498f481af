import type { Factors } from '@cloudapp/contracts/second-factor';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import { Section } from '../../../components/section.tsx';
import { secondFactorsHash } from '../../../lib/paths.ts';
import { OwnFactors } from '../../../modules/second-factors/own-factors.tsx';

/** Whoever is sent here to set one up begins here. */
export function OwnSecondFactors({ factors }: { readonly factors: Factors }) {
  const { hash, key } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash !== secondFactorsHash) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'start' });
  }, [hash, key]);
  return (
    <div ref={place} tabIndex={-1} style={{ scrollMarginBlockStart: '5rem' }}>
      <Section
        title="Second factors"
        description="What signing in asks for besides your password. A passkey opens your account alone."
      >
        <OwnFactors factors={factors} />
      </Section>
    </div>
  );
}
