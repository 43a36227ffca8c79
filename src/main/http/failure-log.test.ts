import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { logFailure } from './failure-log.ts';
import { toProblem } from './problem.ts';

function linesFor(error: unknown): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });
  logFailure(log, error, toProblem(error), { correlationId: 'c', route: 'conversations.chat' });
  return lines;
}

describe('the log of an answer that failed', () => {
  it('holds one line without a stack for what is expected', () => {
    const busy = new FoyerError('answers.busy', 'All answers are taken', {
      details: { retryAfterSeconds: 3 },
    });
    const [line, ...others] = linesFor(busy);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ level: 40, code: 'answers.busy', correlationId: 'c' });
    expect(JSON.stringify(line)).not.toMatch(/stack|at .*\.ts/);
  });

  it('holds the stack of what is a fault of ours, and nothing of a refusal', () => {
    const [line] = linesFor(new Error('a mistake'));
    expect(line).toMatchObject({
      level: 50,
      err: { message: 'a mistake', stack: expect.stringContaining('failure-log.test') as string },
    });
    expect(linesFor(new FoyerError('resource.not_found', 'nothing'))).toEqual([]);
  });
});
