import { html, Html } from '@cloudapp/contracts/html';
import type { Message } from './messages.ts';

const styles = new Html(`
  :root { color-scheme: light dark; --page: #f3f4f6; --card: #fff; --text: #1f2937; --muted: #4b5563; --link: #1d4ed8 }
  @media (prefers-color-scheme: dark) {
    :root { --page: #0b0f19; --card: #161d2b; --text: #f3f4f6; --muted: #b6bfcc; --link: #93c5fd }
  }
  * { box-sizing: border-box }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page) }
  main { margin: 0 auto; padding: 24px 16px; max-width: 760px }
  h1, h2 { line-height: 1.3; overflow-wrap: anywhere }
  a { color: var(--link) }
  ul { padding: 0; list-style: none }
  li, section { margin: 0 0 12px; padding: 12px 16px; background: var(--card); border-radius: 8px; overflow-wrap: anywhere }
  section.mail { padding: 0 }
  small, dt { color: var(--muted) }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 }
  dd { margin: 0; min-width: 0 }
  iframe { display: block; width: 100%; height: 680px; border: 0; border-radius: 8px }
  pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
`);

function page(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${styles}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`.text;
}

const pathOf = ({ id }: Message): string => `/messages/${encodeURIComponent(id)}`;

/** Every mail, the newest first. The page has no script, and does not load itself anew under who reads it. */
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
      <p>All that CloudApp has sent on this computer. Nothing of it has left it. <a href="/">Look again</a></p>
      ${
        rows.length === 0
          ? none
          : html`<ul>
              ${rows}
            </ul>`
      }
    `,
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
      <section class="mail">
        <iframe sandbox="" title="The HTML of the e-mail" src="${pathOf(message)}/html"></iframe>
      </section>
      <h2>As text</h2>
      <section><pre>${text}</pre></section>
    `,
  );
}

export function missingPage(): string {
  return page('There is no such e-mail', html`<p><a href="/">All e-mails</a></p>`);
}
