import * as z from 'zod';
import type { AuditAction } from './audit.ts';
import { defineRoute } from './route.ts';

/** What e-mails to people are about. */
export const noticeGroups = ['security', 'machines', 'deletions'] as const;

/** Every kind of e-mail that people get, by what it is about. Those about machines can be switched off. */
export const noticeKindsOf = {
  security: [
    'password-changed',
    'password-reset',
    'factor-added',
    'factor-removed',
    'factors-reset',
    'recovery-codes-made',
    'new-browser',
    'account-disabled',
  ],
  machines: ['machine-ready', 'machine-failed', 'start-refused', 'stop-ahead', 'machine-stopped', 'budget-reached'],
  deletions: ['deletion-ahead', 'machine-deleted'],
} as const satisfies Record<NoticeGroup, readonly string[]>;

export const noticeKinds = [...noticeKindsOf.security, ...noticeKindsOf.machines, ...noticeKindsOf.deletions] as const;

/** Those that people may switch off. */
export const optionalNoticeKinds = noticeKindsOf.machines;

/** Which entries of the audit log are told of, and as what. A sign-in is one only where its entry says that the browser is new. */
export const noticeOfAction: Readonly<Partial<Record<AuditAction, NoticeKind>>> = {
  'password-changed': 'password-changed',
  'password-reset': 'password-reset',
  'factor-added': 'factor-added',
  'factor-removed': 'factor-removed',
  'factors-reset': 'factors-reset',
  'recovery-codes-made': 'recovery-codes-made',
  'sign-in': 'new-browser',
  'user-disabled': 'account-disabled',
  'machine-ready': 'machine-ready',
  'machine-failed': 'machine-failed',
  'machine-start-refused': 'start-refused',
  'machine-stop-warned': 'stop-ahead',
  'machine-stopped': 'machine-stopped',
  'budget-reached': 'budget-reached',
  'machine-deletion-warned': 'deletion-ahead',
  'machine-terminated': 'machine-deleted',
};

export const noticeKindSchema = z.enum(noticeKinds);

export const optionalNoticeKindSchema = z.enum(optionalNoticeKinds);

const noticeSettingsSchema = z
  .object({
    items: z.array(
      z.object({
        kind: noticeKindSchema,
        group: z.enum(noticeGroups),
        isOptional: z.boolean().meta({ description: 'Whether it can be switched off.' }),
        isOn: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'NoticeSettings' });

const own = { service: 'create-user', caller: 'session', path: '/me/notices' } as const;

export const getNotices = defineRoute({
  ...own,
  name: 'getNotices',
  method: 'GET',
  scope: 'read',
  summary: 'Which e-mails the signed-in user gets',
  status: 200,
  response: noticeSettingsSchema,
});

export const setNotices = defineRoute({
  ...own,
  name: 'setNotices',
  method: 'PUT',
  summary: 'Switch kinds of e-mails off, and all others on; those about security and deletions cannot be switched off',
  body: z.strictObject({
    off: z
      .array(optionalNoticeKindSchema)
      .max(optionalNoticeKinds.length)
      .meta({ description: 'The kinds that are not wanted.' }),
  }),
  status: 200,
  response: noticeSettingsSchema,
  problems: ['edit-conflict'],
});

export type NoticeGroup = (typeof noticeGroups)[number];
export type NoticeKind = (typeof noticeKinds)[number];
export type OptionalNoticeKind = (typeof optionalNoticeKinds)[number];
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>;

export const noticeRoutes = { getNotices, setNotices };
