import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, Html } from '@cloudapp/contracts/html';
import { companyName, groupNames, type Person } from './people.ts';

const styles = new Html(readFileSync(join(import.meta.dirname, 'page.css'), 'utf8'));

function page(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${companyName}</title>
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

const groupsOf = ({ groups }: Person): string => (groups.length > 0 ? groups.join(', ') : 'in no group');

/** Who is at the company, each to be chosen by one click. */
export function signInPage(action: string, people: readonly Person[]): string {
  const choices = people.map(
    (person) => html`
      <li>
        <button class="person" name="person" value="${person.id}">
          <strong>${person.name}</strong>
          <small>${person.email} · ${groupsOf(person)}</small>
          <small>${person.note}</small>
        </button>
      </li>
    `,
  );
  return page(
    `Sign in to ${companyName}`,
    html`
      <p>A company on this computer alone. Who are you?</p>
      <form method="post" action="${action}">
        <ul>
          ${choices}
        </ul>
        <button name="cancel" value="yes">Cancel</button>
      </form>
    `,
  );
}

/** Who is in which group, to be changed. */
export function directoryPage(people: readonly Person[]): string {
  const rows = people.map(
    (person) => html`
      <li>
        <form method="post" action="/people/${person.id}">
          <fieldset>
            <legend>${person.name}</legend>
            <small>${person.email}</small><br />
            ${groupNames.map(
              (name) => html`
                <label>
                  <input
                    type="checkbox"
                    name="group"
                    value="${name}"
                    ${person.groups.includes(name) ? 'checked' : ''}
                  />
                  ${name}
                </label>
              `,
            )}
            <button>Save</button>
          </fieldset>
        </form>
      </li>
    `,
  );
  return page(
    `People at ${companyName}`,
    html`
      <p>
        What groups give somebody in CloudApp counts from the next sign-in. All is as before once this company is
        started again.
      </p>
      <ul>
        ${rows}
      </ul>
    `,
  );
}

/** @param form of `oidc-provider`, which the buttons send */
export function signOutPage(form: string): string {
  return page(
    `Sign out of ${companyName}?`,
    html`
      <p>You have signed out of CloudApp. While you are signed in here, signing in there is one click.</p>
      ${new Html(form)}
      <button class="main" form="op.logoutForm" name="logout" value="yes">Sign out</button>
      <button form="op.logoutForm">Stay signed in</button>
    `,
  );
}

export function signedOutPage(): string {
  return page(`Signed out of ${companyName}`, html`<p>You can close this page.</p>`);
}

export function errorPage(reason: string): string {
  return page('This did not work', html`<p>${reason}</p>`);
}
