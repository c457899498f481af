export interface Task {
  name: string;
  cores: number;
  after?: string[];
}

export function runSchedule<T extends Task, R>(
  tasks: T[],
  cores: number,
  run: (task: T) => Promise<R>,
  isStopping?: () => boolean,
): Promise<R[]>;
