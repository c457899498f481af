import { Box, Table } from '@mantine/core';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';

interface Stray {
  readonly ec2InstanceId: string;
  readonly foundAt: string;
  readonly lastSeenAt: string;
}

/** EC2 instances that carry our tags but have no record: they cost money and nobody sees them elsewhere. */
export function StraysSection({ strays }: { readonly strays: readonly Stray[] }) {
  return (
    <Box mt="xl" id="strays">
      <Section
        title="Strays"
        description="EC2 instances that carry CloudApp’s tags but have no record here. Look at them in the AWS console, and end those that nobody needs."
      >
        <Table aria-label="Strays">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>EC2 instance</Table.Th>
              <Table.Th>Found</Table.Th>
              <Table.Th>Last seen</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {strays.map((stray) => (
              <Table.Tr key={stray.ec2InstanceId}>
                <Table.Td>{stray.ec2InstanceId}</Table.Td>
                <Table.Td>
                  <RelativeTime instant={stray.foundAt} />
                </Table.Td>
                <Table.Td>
                  <RelativeTime instant={stray.lastSeenAt} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Section>
    </Box>
  );
}
