import { Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import classes from '../../../components/plain/plain.module.css';
import type { Company } from '../api/company.ts';

interface CompanyAgainProps {
  readonly company: Company;
  readonly email: string;
  readonly pending: boolean;
  readonly failure: ReactNode;
  /** No answer is taken for the moment. */
  readonly isPaused: boolean;
  /** @param tab opened for the company's page */
  readonly onConfirm: (tab: Window) => void;
  readonly onPassword: () => void;
  readonly onCancel: () => void;
  /** Ways besides company and password. */
  readonly children: ReactNode;
}

/** Has a company say in a tab of its own who it is: what is on this page would not outlast leaving it. */
export function CompanyAgain(props: CompanyAgainProps) {
  const { company, email, pending, failure, isPaused, onConfirm, onPassword, onCancel } = props;
  const [tab, setTab] = useState<'none' | 'open' | 'refused'>('none');
  const open = () => {
    // At once, or browsers take it for an advertisement.
    const opened = window.open('about:blank');
    setTab(opened ? 'open' : 'refused');
    if (opened) onConfirm(opened);
  };
  return (
    <div className={classes['stack']}>
      <Text size="sm">
        Your session has ended, as it does after a time without use. What you typed is still there: sign in as {email}{' '}
        in a tab of its own to go on with it.
      </Text>
      {failure}
      {tab === 'refused' && (
        <Notice tone="bad" title="No tab could be opened" role="alert">
          <Text size="sm">Your browser kept it from opening. Allow pop-ups of this page, then try again.</Text>
        </Notice>
      )}
      {tab === 'open' && !pending && !failure && (
        <Text size="sm" role="status">
          Sign in in the tab that has opened. This page then goes on by itself.
        </Text>
      )}
      <PlainButton isWide isLoading={pending} disabled={isPaused} onClick={open}>
        Sign in with {company.name}
      </PlainButton>
      {props.children}
      <PlainButton variant="subtle" isWide disabled={pending} onClick={onPassword}>
        Sign in with a password
      </PlainButton>
      <PlainButton variant="subtle" isWide onClick={onCancel}>
        Leave this page
      </PlainButton>
    </div>
  );
}
