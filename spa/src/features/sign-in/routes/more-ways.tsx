import type { SignInOptions } from '@cloudapp/contracts/identity-provider';
import { useEffect, type ReactNode } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import classes from '../../../components/plain/plain.module.css';
import { forgetBegun, goToCompany, type Company } from '../../../modules/account/api/company.ts';
import { useRequest } from '../../../lib/use-request.ts';
import { companyWordsFor } from '../components/company-words.ts';

interface MoreWaysProps {
  readonly companies: SignInOptions['companies'];
  /** Where to go afterwards. */
  readonly next: string | null;
  /** Whether the form for a password stands beneath; undefined where it always does. */
  readonly isFormOpen: boolean | undefined;
  readonly onToggleForm: () => void;
  /** What else there is besides a password, and what was wrong with it. */
  readonly children: ReactNode;
}

/** The ways to sign in that stand before a password: companies above all. */
export function MoreWays({ companies, next, isFormOpen, onToggleForm, children }: MoreWaysProps) {
  const { send, sent, error, pending } = useRequest((company: Company) => goToCompany(company, { next, again: false }));
  useEffect(forgetBegun, []);
  const words = error !== undefined && sent && companyWordsFor(error, sent.name);
  return (
    <>
      {companies.map((company) => (
        <PlainButton
          key={company.id}
          // Of several, none is the one that most people press.
          variant={companies.length === 1 ? 'filled' : 'default'}
          size="md"
          isWide
          isLoading={pending && sent?.id === company.id}
          disabled={pending}
          onClick={() => {
            send(company);
          }}
        >
          Continue with {company.name}
        </PlainButton>
      ))}
      {words && (
        <Notice tone="bad" title={words.title} role="alert">
          {words.text}
        </Notice>
      )}
      {children}
      {isFormOpen === undefined ? (
        <p className={classes['or']}>or</p>
      ) : (
        <PlainButton variant="subtle" isExpanded={isFormOpen} onClick={onToggleForm}>
          Sign in with a password
        </PlainButton>
      )}
    </>
  );
}
