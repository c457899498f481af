import type { Hours } from './stretches.ts';

/** What somebody asks for, as they say it. */
export type Ask =
  | { readonly what: 'launch'; readonly hours: number }
  | { readonly what: 'start' | 'stop' | 'reboot' | 'terminate' | 'keep' | 'no-hours'; readonly machineId: string }
  | { readonly what: 'extend'; readonly machineId: string; readonly hours: number }
  | { readonly what: 'hours'; readonly machineId: string; readonly rules: Omit<Hours, 'setAt' | 'calendar'> }
  | { readonly what: 'calendar'; readonly machineId: string; readonly daysOff: Hours['calendar'] }
  | { readonly what: 'keep-running'; readonly machineId: string; readonly hours: number }
  | {
      readonly what: 'answer';
      readonly machineId: string;
      readonly answer: 'run-longer' | 'stop' | 'keep';
      readonly happensAt: number;
    }
  | { readonly what: 'disable'; readonly userId: string; readonly stops: boolean }
  | { readonly what: 'enable'; readonly userId: string }
  | { readonly what: 'zone'; readonly zone: string }
  | { readonly what: 'notices'; readonly off: readonly string[] }
  | { readonly what: 'rules'; readonly rules: RulesAsked }
  | { readonly what: 'budgets'; readonly budgets: BudgetsAsked };

/** Rules that an administrator sets for all machines. */
export interface RulesAsked {
  readonly keptDays: number | undefined;
  readonly longestHours: number;
  readonly idleMinutes: number | undefined;
  readonly usual: Omit<Hours, 'setAt' | 'calendar' | 'daysOff'> | undefined;
}

/** In millionths of a dollar. */
export interface BudgetsAsked {
  readonly monthly: number | undefined;
  readonly people: readonly {
    readonly userId: string;
    readonly monthly: number | undefined;
    readonly isExempt: boolean;
  }[];
}

/** What is asked at the moment, by whoever asks: everybody waits for an answer before they ask for more. */
export class Asks {
  readonly #current = new Map<string, { readonly ask: Ask; isDone: boolean }>();

  begin(actorId: string, ask: Ask): void {
    this.#current.set(actorId, { ask, isDone: false });
  }

  of(actorId: string): Ask | undefined {
    return this.#current.get(actorId)?.ask;
  }

  done(actorId: string): void {
    const current = this.#current.get(actorId);
    if (current) current.isDone = true;
  }

  isDone(actorId: string): boolean {
    return this.#current.get(actorId)?.isDone ?? false;
  }
}
