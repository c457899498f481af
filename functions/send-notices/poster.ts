/** What became of posting something: what was answered, if anything was, and why it does not count as taken. */
export interface Posted {
  readonly status?: number;
  /** Absent where it was taken. In words for administrators, and nothing that the receiver wrote. */
  readonly fault?: string;
}

/** Whatever brings deliveries to receivers; it throws nothing. */
export interface Poster {
  post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Posted>;
}
