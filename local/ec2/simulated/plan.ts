import * as z from 'zod';
import type { UserData } from './user-data.ts';

const PLAN_PATH = '/etc/cloudapp/plan.json';

/** The part of the machine agent's plan that the simulation follows; the agent itself reads more of it. */
const planSchema = z.looseObject({
  eventsUrl: z.url(),
  /** Absent in the plans of machines from before they asked for their keys. */
  keyUrl: z.url().optional(),
  sshPublicKey: z.string().optional(),
  /** Absent in the plans of machines from before they said what they do. */
  usageUrl: z.url().optional(),
  token: z.string(),
  steps: z.array(z.looseObject({ id: z.string(), title: z.string(), script: z.string(), expectedSeconds: z.number() })),
  secrets: z.array(z.string()),
});

export type Plan = z.infer<typeof planSchema>;

export function planOf(userData: UserData): Plan | undefined {
  const source = userData.files.get(PLAN_PATH);
  return source === undefined ? undefined : planSchema.parse(JSON.parse(source));
}

/** The commands of a step as `bash -x` would print the first of them: something to show while it "runs". */
export function commandsOf(script: string | undefined): string[] {
  return (script ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(#|set |export |EOF|\}|fi$|done$)/.test(line))
    .slice(0, 12);
}
