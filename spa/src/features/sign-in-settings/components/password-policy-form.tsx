import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/section.tsx';
import { focusFirstInvalid } from '../../../lib/focus-first-invalid.ts';
import type { PasswordPolicy } from '../api/password-policy.ts';
import { policiesInOrder, policyLabels, policyMeanings, type PasswordsOf } from './password-policy-words.ts';
import { RadioChoices } from '../../../components/radio-choices.tsx';

/** What the choice of the account for emergencies is given. */
export interface AccountChoice {
  readonly id: string | undefined;
  /** What is wrong with it. */
  readonly fault: string | undefined;
  readonly onChoose: (id: string) => void;
}

interface PasswordPolicyFormProps {
  readonly settings: SignInSettings;
  /** Whether there is a company to sign in with instead; not known while that is on its way. */
  readonly isCompanyOn: boolean | undefined;
  readonly pending: boolean;
  /** Which account was refused as the one for emergencies, and why. */
  readonly refusal: { readonly id: string | undefined; readonly fault: string } | undefined;
  /** What came of the last change. */
  readonly outcome: ReactNode;
  readonly onSave: (policy: PasswordPolicy) => void;
  readonly choiceOfAccount: (choice: AccountChoice) => ReactNode;
}

/** Of whom passwords are taken. */
export function PasswordPolicyForm(props: PasswordPolicyFormProps) {
  const { settings, isCompanyOn, pending, refusal, outcome, onSave, choiceOfAccount } = props;
  const [of, setOf] = useState<PasswordsOf>(settings.passwordsOf);
  const [id, setId] = useState(settings.breakGlassUserId);
  const [isTried, setTried] = useState(false);
  const isOff = of === 'break-glass';
  const isChanged = of !== settings.passwordsOf || (isOff && id !== settings.breakGlassUserId);
  const fault = faultOf(id, isTried, refusal);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (isOff && id === undefined) focusFirstInvalid(event.currentTarget);
    else onSave(isOff ? { passwordsOf: of, breakGlassUserId: id } : { passwordsOf: of });
  };
  return (
    <Section
      title="Passwords"
      description="Where people sign in with companies, passwords can be switched off. The last active administrator always gets in by theirs, so that nobody is locked out for good."
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <RadioChoices
            label="Take passwords"
            choices={policiesInOrder}
            labels={policyLabels}
            meanings={policyMeanings}
            value={of}
            onChange={setOf}
          />
          {isOff && choiceOfAccount({ id, fault, onChoose: setId })}
          {isOff && isCompanyOn === false && <NoCompanyOn />}
          {outcome}
          <Group justify="flex-end">
            <Button type="submit" loading={pending} disabled={!isChanged}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function faultOf(
  id: string | undefined,
  isTried: boolean,
  refusal: PasswordPolicyFormProps['refusal'],
): string | undefined {
  if (id === undefined) return isTried ? 'Choose who gets in when no company does.' : undefined;
  return refusal?.id === id ? refusal.fault : undefined;
}

function NoCompanyOn() {
  return (
    <Notice tone="warn" title="No company is on" role="status">
      <Text size="sm">
        Whoever has no passkey could not sign in any more. Add a company first, test it, and sign in with it once.
      </Text>
    </Notice>
  );
}
