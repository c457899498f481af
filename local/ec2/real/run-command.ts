import { spawn } from 'node:child_process';

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end, with this on its standard input; a command that is not there answers with code 127. */
export async function runCommand(command: string, args: readonly string[], input = ''): Promise<CommandResult> {
  return await new Promise((resolve) => {
    const child = spawn(command, args, { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
    child.stdin.on('error', () => undefined); // it may end without having read it
    child.stdin.end(input);
    child.once('error', (error) => {
      resolve({ code: 127, ...output, stderr: error.message });
    });
    child.once('close', (code) => {
      resolve({ code, ...output });
    });
  });
}
