/** Who does something with a machine, and from where. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly address?: string | undefined;
}
