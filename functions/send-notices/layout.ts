import { html, Html } from '@cloudapp/contracts/html';

/** What a mail consists of, as plain text. */
export interface MailParts {
  readonly greeting: string;
  readonly opening: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly advice: string;
  readonly link: { readonly text: string; readonly url: string };
  readonly footer: string;
}

export function asText({ greeting, opening, facts, advice, link, footer }: MailParts): string {
  const width = Math.max(0, ...facts.map(([name]) => name.length + 1));
  const lines = facts.map(([name, value]) => `${`${name}:`.padEnd(width)} ${value}`);
  const blocks = [greeting, opening, lines.join('\n'), advice, `${link.text}: ${link.url}`, `--\n${footer}`];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Mail programs drop style sheets, so that each element carries its own. */
const style = {
  page: 'margin:0;padding:0;background:#f3f4f6',
  card: 'max-width:560px;margin:0 auto;background:#ffffff;border-radius:8px',
  inside:
    "padding:24px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1f2937;overflow-wrap:anywhere",
  block: 'margin:0 0 16px',
  name: 'padding:4px 16px 4px 0;color:#4b5563;vertical-align:top;white-space:nowrap',
  value: 'padding:4px 0;vertical-align:top',
  facts: 'margin:0 0 16px;border-collapse:collapse',
  button:
    'display:inline-block;padding:12px 20px;border-radius:6px;background:#1d4ed8;color:#ffffff;font-weight:600;text-decoration:none',
  footer: 'margin:24px 0 0;padding:16px 0 0;border-top:1px solid #e5e7eb;font-size:14px;color:#4b5563',
} as const;

/** One column of at most 560 pixels in letters of 16, which a phone shows as wide as it is; without a picture, a script or a font of the web. */
export function asHtml({ greeting, opening, facts, advice, link, footer }: MailParts): string {
  const rows = facts.map(
    ([name, value]) =>
      html`<tr>
        <td style="${style.name}">${name}</td>
        <td style="${style.value}">${value}</td>
      </tr>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>CloudApp</title>
      </head>
      <body style="${style.page}">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${style.card}">
          <tr>
            <td style="${style.inside}">
              <p style="${style.block}">${greeting}</p>
              <p style="${style.block}">${opening}</p>
              ${
                facts.length > 0
                  ? html`<table role="presentation" style="${style.facts}">
                      ${rows}
                    </table>`
                  : new Html('')
              }
              <p style="${style.block}">${advice}</p>
              <p style="${style.block}"><a href="${link.url}" style="${style.button}">${link.text}</a></p>
              <p style="${style.footer}">${footer}</p>
            </td>
          </tr>
        </table>
      </body>
    </html>`.text.replaceAll(/\n\s+/g, '\n');
}
