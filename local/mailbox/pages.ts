import { html, Html } from '@cloudapp/contracts/html';
import type { Message } from './messages.ts';

const styles = new Html(`
  body { margin: 0 auto; padding: 24px; max-width: 760px; font: 16px/1.5 system-ui, sans-serif; color: #1f2937; background: #f3f4f6 }
  a { color: #1d4ed8 }
  ul { padding: 0; list-style: none }
  li, section { margin: 0 0 12px; padding: 12px 16px; background: #fff; border-radius: 8px; overflow-wrap: anywhere }
  small, dt { color: #4b5563 }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 }
  dd { margin: 0 }
  iframe { width: 100%; height: 640px; border: 0 }
  pre { margin: 0; white-space: pre-wrap }
`);

function page(title: string, content: Html, head: Html = new Html('')): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${head}
        <title>${title}</title>
        <style>
          ${styles}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${content}
      </body>
    </html>`.text;
}

const pathOf = ({ id }: Message): string => `/messages/${encodeURIComponent(id)}`;

/** Every mail, the newest first. It is loaded anew by itself, since the page has no script. */
export function listPage(messages: readonly Message[]): string {
  const rows = messages.map(
    (message) => html`
      <li>
        <a href="${pathOf(message)}">${message.subject}</a><br />
        <small>to ${message.to.join(', ')} · ${message.at.toISOString()}</small>
      </li>
    `,
  );
  const none = html`<p>No e-mails yet. Change a password, or launch a machine.</p>`;
  return page(
    'E-mails',
    html`
      <p>All that CloudApp has sent on this computer. Nothing of it has left it.</p>
      ${
        rows.length === 0
          ? none
          : html`<ul>
              ${rows}
            </ul>`
      }
    `,
    html`<meta http-equiv="refresh" content="5" />`,
  );
}

export function messagePage(message: Message): string {
  const { from, to, subject, at, id, text } = message;
  const headers = Object.entries({
    From: from,
    To: to.join(', '),
    Subject: subject,
    Date: at.toUTCString(),
    'Message-ID': id,
  });
  return page(
    subject,
    html`
      <p><a href="/">All e-mails</a></p>
      <section>
        <dl>
          ${headers.map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </section>
      <h2>As a mail program shows it</h2>
      <section><iframe sandbox="" title="The HTML of the e-mail" src="${pathOf(message)}/html"></iframe></section>
      <h2>As text</h2>
      <section><pre>${text}</pre></section>
    `,
  );
}

export function missingPage(): string {
  return page('There is no such e-mail', html`<p><a href="/">All e-mails</a></p>`);
}
