import { forgetAnswers } from './known-answers.ts';

/** The id of the user whom the pages show, which every request names; undefined while nobody is signed in. */
let shownUser: string | undefined;

export function getShownUser(): string | undefined {
  return shownUser;
}

/** What was answered to one person is forgotten with them. */
export function setShownUser(id: string | undefined): void {
  if (id !== shownUser) forgetAnswers();
  shownUser = id;
}
