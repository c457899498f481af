import { Box, Paper, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from '../../../components/brand.tsx';

/** The frame of the pages before the door: the logo and one card in the middle. */
export function Entrance({ children }: { readonly children: ReactNode }) {
  return (
    <Box component="main" mih="100dvh" p="md" display="grid" style={{ placeItems: 'center' }}>
      <Stack gap="lg" w="100%" maw={400} pb={{ base: 0, sm: '8vh' }}>
        <Brand size={32} justify="center" />
        <Paper p={{ base: 'lg', xs: 'xl' }} shadow="xs">
          {children}
        </Paper>
      </Stack>
    </Box>
  );
}
