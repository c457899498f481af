/** The id of the user whom the pages show, which every request names; undefined while nobody is signed in. */
let shownUser: string | undefined;

export function getShownUser(): string | undefined {
  return shownUser;
}

export function setShownUser(id: string | undefined): void {
  shownUser = id;
}
