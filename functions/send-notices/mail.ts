import { longerHours, type AnswerKind } from '@cloudapp/contracts/answer-link';
import { mailText } from '@cloudapp/contracts/mail-text';
import { noticeGroups, noticeKindsOf, type NoticeGroup, type NoticeKind } from '@cloudapp/contracts/notice';
import { isTimeZone } from '@cloudapp/contracts/time-zone';
import type { Notice } from '@cloudapp/data/notice-item';
import { isIP } from 'node:net';
import type { AnswerLink } from './answer-links.ts';
import { asHtml, asText, type MailParts } from './layout.ts';
import { words } from './words.ts';

/** A mail, ready to be sent. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Who gets it. */
interface Person {
  readonly name: string;
  /** @default UTC, which the mail names */
  readonly timeZone?: string | undefined;
}

/** A line of a header should have no more characters (RFC 5322 §2.1.1). */
const longestSubject = 78;

/**
 * The mail of a notice. What people or their machines wrote stands in it as text in one line, of which no mail program makes a link
 * (`mailText`), in both parts alike; the only links lead to our own pages.
 *
 * @param links by which its reader answers at once
 */
export function mailOf(notice: Notice, person: Person, publicOrigin: string, links: readonly AnswerLink[] = []): Mail {
  const said = words[notice.kind];
  const machine = mailText(notice.machine?.name ?? '');
  const subject = (name: string) => `CloudApp: ${said.subject(name)}`;
  const parts: MailParts = {
    title: said.subject(machine),
    greeting: `Hello ${mailText(person.name)},`,
    opening: said.opening(machine),
    facts: factsOf(notice, person.timeZone),
    advice: said.advice,
    answers: answersOf(notice, links, person.timeZone),
    link: { text: said.link.text, url: `${publicOrigin}${said.link.path(notice)}` },
    footer: footerOf(notice.kind),
  };
  return {
    subject: subject(shortened(machine, longestSubject - subject('').length)),
    text: asText(parts),
    html: asHtml(parts),
  };
}

const answerWords: Readonly<Record<AnswerKind, string>> = {
  'run-longer': `Keep ${longerHours} h`,
  stop: 'Stop now',
  keep: 'Keep it',
};

function answersOf({ happensAt }: Notice, links: readonly AnswerLink[], timeZone?: string): MailParts['answers'] {
  if (links.length === 0 || happensAt === undefined) return undefined;
  const until = instantText(happensAt, timeZone);
  return {
    links: links.map(({ kind, url }) => ({ text: answerWords[kind], url })),
    note: `${links.length === 1 ? 'This link works' : 'One of these links works'} once, until ${until}, without signing in. Whoever has this e-mail can use it.`,
  };
}

function factsOf(notice: Notice, timeZone: string | undefined): MailParts['facts'] {
  const { kind, at, address, actorName, detail, happensAt } = notice;
  const { detail: label, due } = words[kind];
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['When', happensAt === undefined ? instantText(at, timeZone) : undefined],
    [due ?? '', due && happensAt && instantText(happensAt, timeZone)],
    ['By', actorName && mailText(actorName)],
    ['From', address && addressText(address)],
    [label ?? '', label && detail && mailText(detail)],
  ];
  return facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
}

/** `24 November 2026 at 06:06 CET`. A zone that this computer does not know must not keep a mail back. */
function instantText(at: string, timeZone = 'UTC'): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
  });
  return format.format(new Date(at));
}

function addressText(address: string): string {
  return isIP(address) === 0 ? mailText(address) : address;
}

const footers: Readonly<Record<NoticeGroup, string>> = {
  security:
    'You get this e-mail because you have an account in CloudApp. E-mails about its security cannot be switched off.',
  machines:
    'You get this e-mail because you have a machine in CloudApp. You can switch such e-mails off in your profile.',
  deletions:
    'You get this e-mail because you have a machine in CloudApp. E-mails about deletions cannot be switched off.',
};

function footerOf(kind: NoticeKind): string {
  const group = noticeGroups.find((one) => (noticeKindsOf[one] as readonly NoticeKind[]).includes(kind));
  return footers[group ?? 'security'];
}

/** At most so many characters, counted as people do. */
function shortened(text: string, most: number): string {
  const characters = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
