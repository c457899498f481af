import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { mailOf, type Mail } from './mail.ts';
import { sampleLinks, sampleNotice, sampleNotices, sampleOrigin, samplePerson } from './testing/sample-notices.ts';

const from = 'cloudapp@example.org';
const to = 'ada@example.org';

/**
 * The message as SES puts it together from a subject and two parts in UTF-8, and as a mail program reads it: of `multipart/alternative`,
 * the plain part first (RFC 2046 §5.1.4), so that programs that show HTML show the second.
 */
async function received({ subject, text, html }: Mail): Promise<Email> {
  const headers = { 'Auto-Submitted': 'auto-generated' };
  const message = await new MailComposer({ from, to, subject, text, html, headers }).compile().build();
  return await PostalMime.parse(message);
}

/** What a reader of the HTML sees, without the name of the sender and the title above. */
function seen(html = ''): string {
  const body = html.replace(/^.*<\/h1>/s, '').replaceAll(/<[^>]*>/g, ' ');
  return decoded(body).replaceAll(/\s+/g, ' ').trim();
}

const decoded = (text: string) =>
  text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The same of the plain part, whose addresses of links are in the HTML behind their words. */
const read = (text = '') =>
  text
    .replace(/: https:\S*/g, '')
    .replace(/^(\w+): +/gm, '$1 ')
    .replace('\n--\n', '\n')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe.each(sampleNotices)('the message $kind, as it is received', (notice) => {
  const mail = mailOf(notice, samplePerson, sampleOrigin, sampleLinks(notice));

  it('has its subject, sender and recipient, and says that no person wrote it', async () => {
    const message = await received(mail);

    expect(message).toMatchObject({ subject: mail.subject, from: { address: from }, to: [{ address: to }] });
    expect(message.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
    expect(message.attachments).toEqual([]);
  });

  it('says in its plain part what its HTML says, and nothing else', async () => {
    const { text, html } = await received(mail);

    expect(read(text)).toBe(seen(html));
  });

  it('has no link but those to our pages, in both parts', async () => {
    const { text = '', html = '' } = await received(mail);
    const links = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, link]) => link);

    expect(links).toHaveLength(sampleLinks(notice).length + 1);
    expect(links.map((link = '') => new URL(link).origin)).toEqual(links.map(() => sampleOrigin));
    expect(text.match(/\S*:\/\/\S*/g)).toEqual(links);
    expect(html).not.toMatch(/url\(|@import/);
  });
});

describe('a message with what people wrote', () => {
  it('has a title and a subject of every script, whole and in one line', async () => {
    const machine = { id: 'mch_00000000000000000000000001', name: 'Грейс 👩‍💻 بناء' };
    const message = await received(mailOf(sampleNotice('machine-ready', { machine }), samplePerson, sampleOrigin));

    expect(message.subject).toBe('CloudApp: Грейс 👩‍💻 بناء is ready');
    expect(message.html).toContain('<title>Грейс 👩‍💻 بناء is ready</title>');
  });

  it('has no header that they made', async () => {
    const name = 'Sandbox\r\nBcc: everybody@evil.example\r\n\r\nHello';
    const machine = { id: 'mch_00000000000000000000000001', name };

    const message = await received(mailOf(sampleNotice('machine-failed', { machine }), { name }, sampleOrigin));

    expect(message.bcc).toBeUndefined();
    expect(message.to).toEqual([expect.objectContaining({ address: to })]);
    expect(message.subject).toMatch(/^CloudApp: Sandbox Bcc: everybody\[at\]evil\[\.\]example Hello/);
  });
});
