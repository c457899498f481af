import { mailText } from '@cloudapp/contracts/mail-text';
import type { DeliveryKind, WebhookFormat } from '@cloudapp/contracts/webhook';
import type { NewDelivery } from '@cloudapp/data/webhook-item';
import { words } from './webhook-words.ts';

/** Characters of a detail that a chat shows: Slack takes 3,000 in a block. */
const longestDetail = 1000;

/** What a chat shows of a delivery, as plain text. */
interface Message {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly link: { readonly text: string; readonly url: string };
}

const bodies: Readonly<Record<WebhookFormat, (delivery: NewDelivery, message: Message) => object>> = {
  json: jsonOf,
  slack: slackOf,
  teams: teamsOf,
};

/** What is posted. The same delivery makes the same body, however often it is tried. */
export function webhookBody(format: WebhookFormat, delivery: NewDelivery, publicOrigin: string): string {
  return JSON.stringify(bodies[format](delivery, messageOf(delivery, publicOrigin)));
}

/** As the specification advises: type, instant and what it is about. Text is as people wrote it; who shows it escapes it. */
function jsonOf(delivery: NewDelivery, { link }: Message): object {
  const { kind, at, actor, person, machine, address, detail, happensAt } = delivery;
  return { type: kind, timestamp: at, data: { person, machine, actor, address, detail, happensAt, url: link.url } };
}

/**
 * Text of people is in `plain_text` alone, where Slack reads no formatting, and what Slack itself would read is escaped.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text/#escaping
 */
function slackOf(_delivery: NewDelivery, { title, facts, link }: Message): object {
  const plain = (text: string) => ({ type: 'plain_text', text: slackText(text), emoji: false });
  return {
    text: slackText(title),
    mrkdwn: false,
    blocks: [
      { type: 'section', text: plain(title) },
      ...(facts.length > 0
        ? [{ type: 'section', text: plain(facts.map(([name, value]) => `${name}: ${value}`).join('\n')) }]
        : []),
      { type: 'section', text: { type: 'mrkdwn', text: `<${link.url}|${link.text}>` } },
    ],
  };
}

function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Text of people is in runs of rich text alone: those know no Markdown, as blocks of text do.
 *
 * @see https://adaptivecards.io/explorer/TextRun.html
 */
function teamsOf(_delivery: NewDelivery, { title, facts, link }: Message): object {
  const run = (text: string, more: object = {}) => ({ type: 'TextRun', text, ...more });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { type: 'RichTextBlock', inlines: [run(title, { weight: 'Bolder', size: 'Medium' })] },
      ...facts.map(([name, value]) => ({
        type: 'RichTextBlock',
        spacing: 'Small',
        inlines: [run(`${name}: `, { isSubtle: true }), run(value)],
      })),
    ],
    actions: [{ type: 'Action.OpenUrl', title: link.text, url: link.url }],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function messageOf(delivery: NewDelivery, publicOrigin: string): Message {
  const { kind, person, machine } = delivery;
  const names = { machine: mailText(machine?.name ?? ''), person: mailText(person?.name ?? 'somebody') };
  return {
    title: words[kind].title(names),
    facts: factsOf(delivery),
    link: { text: 'Open CloudApp', url: `${publicOrigin}${pathOf(kind, machine?.id)}` },
  };
}

function factsOf({ kind, at, actor, person, machine, detail, happensAt }: NewDelivery): Message['facts'] {
  const doer = actor?.id === person?.id ? undefined : actor;
  return [
    ...factOf('Owner', machine && person?.name),
    ['When', instantText(happensAt ?? at)],
    ...factOf('By', doer?.name),
    ...factOf(words[kind].detail, detail),
  ];
}

function factOf(name: string | undefined, theirs: string | undefined): Message['facts'] {
  const isSaid = name !== undefined && theirs !== undefined && theirs !== '';
  return isSaid ? [[name, mailText(theirs).slice(0, longestDetail)]] : [];
}

/** A machine that is gone has no page. */
function pathOf(kind: DeliveryKind, machineId: string | undefined): string {
  return machineId === undefined || kind === 'machine-deleted' ? '/' : `/machines/${machineId}`;
}

/** `24 November 2026 at 05:06 UTC`: whoever reads a chat may be anywhere. */
function instantText(at: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(new Date(at))} UTC`;
}
