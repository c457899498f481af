import { Button, Stack, Text } from '@mantine/core';
import { ApiError, hasCode, isUnavailable } from '../lib/api/api-error.ts';
import { Notice } from './notice.tsx';

interface ErrorNoticeProps {
  readonly error: unknown;
  /** What did not happen: "The machine was not launched". */
  readonly title: string;
  /** What else is good to know, such as that nothing was lost. */
  readonly note?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** A sentence on what went wrong and what to do next. */
export function explainError(error: unknown): string {
  if (hasCode(error, 'offline')) return 'Your browser cannot reach CloudApp. Check your connection, then try again.';
  if (hasCode(error, 'timeout')) return 'CloudApp took too long to answer. Try again in a moment.';
  if (isUnavailable(error)) return 'That part of CloudApp is not available at the moment. Try again in a minute.';
  if (hasCode(error, 'internal-error')) {
    return 'The fault is on our side, not yours. Try again; if it stays, give your administrator the request number.';
  }
  if (hasCode(error, 'edit-conflict')) return 'Somebody else changed this at the same moment. Look again, then repeat.';
  if (error instanceof ApiError) return withDetail(error);
  return 'Something on this page went wrong. Load it again; if it stays, tell your administrator.';
}

function withDetail({ message, detail, fields }: ApiError): string {
  const parts = [message, detail, ...fields.map((field) => `${field.pointer.slice(1)} ${field.detail}`)];
  return `${parts.filter((part) => part !== undefined && part !== '').join(': ')}.`.replace(/\.\.$/, '.');
}

export function ErrorNotice({ error, title, note, onRetry }: ErrorNoticeProps) {
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <Notice tone="bad" title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {explainError(error)} {note}
        </Text>
        {requestId !== undefined && (
          <Text size="xs" c="dimmed">
            Request {requestId}
          </Text>
        )}
        {onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Notice>
  );
}
