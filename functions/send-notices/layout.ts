import { html, Html } from '@cloudapp/contracts/html';

interface Link {
  readonly text: string;
  readonly url: string;
}

/** What a mail consists of, as plain text. */
export interface MailParts {
  /** What happened, in a few words. */
  readonly title: string;
  readonly greeting: string;
  readonly opening: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly advice: string;
  /** What can be answered at once; the links are then what the mail is for, and `link` is beside it. */
  readonly answers?: { readonly links: readonly Link[]; readonly note: string } | undefined;
  readonly link: Link;
  readonly footer: string;
}

export function asText({ greeting, opening, facts, advice, answers, link, footer }: MailParts): string {
  const width = Math.max(0, ...facts.map(([name]) => name.length + 1));
  const lines = facts.map(([name, value]) => `${`${name}:`.padEnd(width)} ${value}`);
  const actions = [...(answers?.links ?? []).map(line), answers?.note ?? '', line(link)];
  const blocks = [greeting, opening, lines.join('\n'), advice, ...actions, `--\n${footer}`];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function line({ text, url }: Link): string {
  return `${text}: ${url}`;
}

/** Some mail programs drop style sheets, so that each element carries its own: light, and whole without the sheet. */
const style = {
  page: 'margin:0;padding:0;background:#f3f4f6',
  outside: 'padding:16px 8px',
  card: 'max-width:560px;margin:0 auto;background:#ffffff;border:1px solid #e5e7eb;border-radius:8px',
  inside:
    "padding:24px 20px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1f2937;overflow-wrap:anywhere;word-break:break-word",
  sender: 'margin:0 0 4px;font-size:14px;font-weight:600;color:#4b5563',
  title: 'margin:0 0 20px;font-size:22px;line-height:1.3;font-weight:700',
  block: 'margin:0 0 16px',
  facts: 'margin:0 0 16px;border-collapse:collapse',
  name: 'padding:4px 16px 4px 0;color:#4b5563;font-weight:400;text-align:left;vertical-align:top;white-space:nowrap',
  value: 'padding:4px 0;vertical-align:top',
  action: 'margin:24px 0 0',
  note: 'margin:16px 0 0;font-size:14px;color:#4b5563',
  link: 'color:#1d4ed8',
  button:
    'display:inline-block;margin:0 8px 8px 0;padding:12px 20px;border:1px solid #1d4ed8;border-radius:6px;background:#1d4ed8;color:#ffffff;font-weight:600;text-decoration:none',
  second:
    'display:inline-block;margin:0 8px 8px 0;padding:12px 20px;border:1px solid #6b7280;border-radius:6px;background:#ffffff;color:#1f2937;font-weight:600;text-decoration:none',
  footer: 'margin:24px 0 0;padding:16px 0 0;border-top:1px solid #e5e7eb;font-size:14px;color:#4b5563',
} as const;

/** Where a program shows mails dark, and keeps the sheet. What stands in an element outweighs the sheet unless that is important. */
const dark = new Html(`:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#0b0f19!important}
.card{background:#161d2b!important;border-color:#2b3547!important}
.text{color:#f3f4f6!important}
.muted{color:#b6bfcc!important;border-color:#2b3547!important}
a.plain{color:#93c5fd!important}
.button{background:#93c5fd!important;border-color:#93c5fd!important;color:#0b0f19!important}
.second{background:#161d2b!important;border-color:#b6bfcc!important;color:#f3f4f6!important}
}`);

/** The first is what most will want. */
function buttons(links: readonly Link[]): Html {
  const all = links.map(({ text, url }, place) => {
    const look = place === 0 ? 'button' : 'second';
    return html`<a href="${url}" class="${look}" style="${style[look]}">${text}</a> `;
  });
  return html`<p style="${style.action}">${all}</p>`;
}

function answering({ links, note }: NonNullable<MailParts['answers']>, { text, url }: Link): Html {
  return html`${buttons(links)}
    <p class="muted" style="${style.note}">${note}</p>
    <p style="${style.action}"><a href="${url}" class="plain" style="${style.link}">${text}</a></p>`;
}

/** One column of at most 560 pixels in letters of 16, which a phone shows as wide as it is; without a picture, a script or a font of the web. */
export function asHtml({ title, greeting, opening, facts, advice, answers, link, footer }: MailParts): string {
  const rows = facts.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row" class="muted" style="${style.name}">${name}</th>
        <td style="${style.value}">${value}</td>
      </tr>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${title}</title>
        <style>
          ${dark}
        </style>
      </head>
      <body class="page" style="${style.page}">
        <div role="main" style="${style.outside}">
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="${style.card}">
            <tr>
              <td class="text" style="${style.inside}">
                <p class="muted" style="${style.sender}">CloudApp</p>
                <h1 style="${style.title}">${title}</h1>
                <p style="${style.block}">${greeting}</p>
                <p style="${style.block}">${opening}</p>
                ${
                  facts.length > 0
                    ? html`<table style="${style.facts}">
                        ${rows}
                      </table>`
                    : new Html('')
                }
                <p style="${style.block}">${advice}</p>
                ${answers === undefined ? buttons([link]) : answering(answers, link)}
                <p class="muted" style="${style.footer}">${footer}</p>
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html>`.text.replaceAll(/\n\s+/g, '\n');
}
