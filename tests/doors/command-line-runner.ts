import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '#main/cli/run.ts';

export type Run = { code: number; stdout: string; stderr: string; json: unknown };
type RunOptions = { input?: string; language?: string; onStandardOutput?: (interrupt: () => void) => void };

/** Types a command as a person would, on the data folder inside `folder`. */
export async function typeCommand(folder: string, args: string[], options: RunOptions = {}): Promise<Run> {
  const { input = '', language = 'fr_FR.UTF-8', onStandardOutput } = options;
  const interruption = new AbortController();
  const collect = (into: string[], onText?: (interrupt: () => void) => void) =>
    new Writable({
      write(chunk, _encoding, done) {
        into.push(String(chunk));
        onText?.(() => interruption.abort());
        done();
      },
    });
  const stdout: string[] = [];
  const stderr: string[] = [];
  const code = await runCommandLine({
    argv: args,
    environment: { FOYER_DATA: join(folder, 'data'), LANG: language },
    stdin: Readable.from([input]),
    stdout: collect(stdout, onStandardOutput),
    stderr: collect(stderr),
    interactive: false,
    signal: interruption.signal,
  });
  const text = stdout.join('');
  return {
    code,
    stdout: text,
    stderr: stderr.join(''),
    json: args.includes('--json') ? JSON.parse(text) : undefined,
  };
}
