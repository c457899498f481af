import { Stack, Text, Title } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';

interface CompanyAddressesProps {
  readonly returnAddress: string;
  readonly signedOutAddress: string;
}

/** What each company must be told of CloudApp. */
export function CompanyAddresses({ returnAddress, signedOutAddress }: CompanyAddressesProps) {
  return (
    <Stack gap="sm">
      <div>
        <Title order={3}>For the company’s side</Title>
        <Text size="sm" c="dimmed">
          Enter both where you register CloudApp in the company’s directory.
        </Text>
      </div>
      <CopyLine label="Return address (redirect URI)" value={returnAddress} what="return address" wrap />
      <CopyLine
        label="Signed-out address (post-logout redirect URI)"
        value={signedOutAddress}
        what="signed-out address"
        wrap
      />
    </Stack>
  );
}
