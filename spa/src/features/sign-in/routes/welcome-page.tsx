import { isEmail, normalEmail } from '@cloudapp/contracts/email';
import { readWelcomeLink, type WelcomeLink } from '@cloudapp/contracts/welcome-link';
import { Button, Stack, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { goTo } from '../../../lib/address.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { hasCode } from '../../../lib/api/api-error.ts';
import { formatExact } from '../../../lib/format/time.ts';
import { paths } from '../../../lib/paths.ts';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { useTakenHash } from '../../../lib/use-taken-hash.ts';
import { ChooseFirstPassword } from '../../../modules/account/components/choose-first-password.tsx';
import type { SignInAnswer } from '../../../modules/account/api/sign-in.ts';
import { useSignIn } from '../../../modules/account/api/use-sign-in.ts';
import { ProofFailure } from '../../../modules/account/components/proof-failure.tsx';
import { loadSession } from '../../../modules/account/session.ts';
import { useRequest } from '../../../lib/use-request.ts';
import { Entrance } from '../../../components/entrance.tsx';
import { SecondStep } from '../components/second-step.tsx';
import { SignInFailure } from '../../../modules/account/components/sign-in-failure.tsx';

/** Where the link of an invitation leads: its reader chooses a password and is signed in. */
export function WelcomePage() {
  useDocumentTitle('Choose a password · CloudApp');
  const link = useTakenLink();
  return <Entrance>{link ? <Welcome key={link.oneTimePassword} link={link} /> : <NoLink />}</Entrance>;
}

function useTakenLink(): WelcomeLink | undefined {
  const link = readWelcomeLink(useTakenHash(paths.welcome));
  return link && isEmail(normalEmail(link.email)) ? link : undefined;
}

function Welcome({ link }: { readonly link: WelcomeLink }) {
  const { email, oneTimePassword, validUntil } = link;
  // The link opens the door once: a password that is refused afterwards is no reason to knock again.
  const isInside = useRef(false);
  const { proof, take, startOver } = useSignIn(() => {
    isInside.current = true;
  });
  const [chosen, setChosen] = useState('');
  const enter = useRequest(async ({ answer, newPassword }: { answer: SignInAnswer; newPassword: string }) => {
    if (!isInside.current && !(await take(answer))) return;
    await callApi('changePassword', { body: { newPassword } });
    await loadSession();
    goTo(paths.home, { replace: true });
  });
  const goOn = (answer: SignInAnswer, newPassword = chosen) => {
    setChosen(newPassword);
    enter.send({ answer, newPassword });
  };
  const isOver = hasCode(enter.error, 'one-time-password-used', 'one-time-password-expired', 'account-disabled');
  if (isOver || hasCode(enter.error, 'authentication-error')) return <LinkFailure error={enter.error} />;
  if (proof) {
    return (
      <SecondStep
        email={email}
        ways={proof.ways}
        pending={enter.pending}
        error={enter.error}
        failure={enter.error instanceof Error && <ProofFailure error={enter.error} />}
        onCode={(code) => {
          goOn({ by: 'code', code });
        }}
        onPasskey={() => {
          goOn({ by: 'passkey' });
        }}
        onCancel={() => {
          startOver();
          enter.reset();
        }}
      />
    );
  }
  return (
    <ChooseFirstPassword
      user={{ name: email, email }}
      pending={enter.pending}
      error={enter.error}
      onSubmit={(newPassword) => {
        goOn({ by: 'password', email, password: oneTimePassword }, newPassword);
      }}
      introduction={
        <>
          Welcome. You sign in with {email} and the password that you choose here. This link works once, until{' '}
          {formatExact(validUntil)}.
        </>
      }
    />
  );
}

function LinkFailure({ error }: { readonly error: unknown }) {
  return (
    <Stack gap="md">
      <Title order={1} fz="1.375rem">
        This link does not work
      </Title>
      {hasCode(error, 'authentication-error') ? (
        <Notice tone="bad" title="It belongs to no account, or a newer one took its place" role="alert">
          <Text size="sm">Look for a newer message, or ask the administrator who sent it to you for a new link.</Text>
        </Notice>
      ) : (
        <SignInFailure error={error} waitSeconds={0} />
      )}
      <ToSignIn />
    </Stack>
  );
}

function NoLink() {
  return (
    <Stack gap="md">
      <Title order={1} fz="1.375rem">
        Open the link you were sent
      </Title>
      <Text size="sm">
        To choose a password, open the whole link from the message of your administrator. If you have done that here
        already, reload does not bring it back: open it again, or ask for a new one.
      </Text>
      <ToSignIn />
    </Stack>
  );
}

function ToSignIn() {
  return (
    <Button
      variant="default"
      onClick={() => {
        goTo(paths.signIn);
      }}
    >
      Sign in with a password
    </Button>
  );
}
