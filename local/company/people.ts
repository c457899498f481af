/** Somebody who works at the company, as its directory has them. */
export interface Person {
  /** Stays the same for ever: by it CloudApp knows them again. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly groups: readonly string[];
  /** What signing in as them shows. */
  readonly note: string;
}

export const companyName = 'Acme';

/** Whose people get accounts. */
export const companyDomain = 'acme.example';

/** What groups there are; CloudApp's rules for them are in `register.ts`. */
export const groupNames = ['platform', 'research'] as const;

/** Who is at the company when it starts. */
export const people: readonly Person[] = [
  {
    id: 'ada',
    name: 'Ada Okafor',
    email: `ada@${companyDomain}`,
    isEmailVerified: true,
    groups: ['platform'],
    note: 'becomes an administrator',
  },
  {
    id: 'grace',
    name: 'Grace Lindqvist',
    email: `grace@${companyDomain}`,
    isEmailVerified: true,
    groups: ['research'],
    note: 'may have five machines',
  },
  {
    id: 'tomas',
    name: 'Tomás Herrera',
    email: `tomas@${companyDomain}`,
    isEmailVerified: true,
    groups: ['research'],
    note: 'may have five machines',
  },
  {
    id: 'noor',
    name: 'Noor Haddad',
    email: `noor@${companyDomain}`,
    isEmailVerified: false,
    groups: ['research'],
    note: 'is refused: the e-mail address is not verified',
  },
  {
    id: 'sam',
    name: 'Sam Whitfield',
    email: 'sam@partner.example',
    isEmailVerified: true,
    groups: [],
    note: 'is refused: another domain',
  },
];

/** The people of a running company, whose groups can be changed. */
export class Directory {
  readonly #people = new Map(people.map((person) => [person.id, person]));

  all(): readonly Person[] {
    return [...this.#people.values()];
  }

  get(id: string): Person | undefined {
    return this.#people.get(id);
  }

  /** @param groups of which those count that the company has */
  putInGroups(id: string, groups: readonly string[]): void {
    const person = this.#people.get(id);
    if (person === undefined) return;
    this.#people.set(id, { ...person, groups: groupNames.filter((name) => groups.includes(name)) });
  }
}
