import type { Writable } from 'node:stream';

export type OutputStreams = {
  stdout: Writable;
  stderr: Writable;
  /** Whether someone watches standard error, so that a line may be redrawn. */
  interactive: boolean;
};

/** What a command says: a result on standard output, everything else on standard error. */
export type Output = {
  readonly json: boolean;
  /** The one result: the object with `--json`, else the lines for a person. */
  result(object: object, lines: () => readonly string[]): void;
  /** Text that comes bit by bit, for a person only. */
  stream(text: string): void;
  /** A remark that stays. */
  note(line: string): void;
  /** A line that replaces the one before; shown only where someone watches. */
  progress(line: string): void;
  /** An error: as a JSON object on standard output with `--json`, in words on standard error otherwise. */
  failure(error: { code: string; message: string }, line: string): void;
};

const CLEAR_LINE = '\r\u001b[2K';

export function createOutput(streams: OutputStreams, json: boolean): Output {
  let progressShown = false;
  const clear = () => {
    if (progressShown) streams.stderr.write(CLEAR_LINE);
    progressShown = false;
  };
  const print = (value: object) => streams.stdout.write(`${JSON.stringify(value)}\n`);
  return {
    json,
    result(object, lines) {
      clear();
      if (json) print(object);
      else for (const line of lines()) streams.stdout.write(`${line}\n`);
    },
    stream(text) {
      clear();
      if (!json) streams.stdout.write(text);
    },
    note(line) {
      clear();
      streams.stderr.write(`${line}\n`);
    },
    progress(line) {
      if (!streams.interactive) return;
      streams.stderr.write(`${CLEAR_LINE}${line}`);
      progressShown = true;
    },
    failure(error, line) {
      clear();
      if (json) print({ error: { code: error.code, message: error.message } });
      streams.stderr.write(`${line}\n`);
    },
  };
}

/** Lines of aligned columns, the first row being the head. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
