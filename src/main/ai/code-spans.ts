/** Where in Markdown a text stands: inside a fenced block or inside backticks on a line, or in neither. */
export type CodeState = {
  fence: string | null;
  /** Number of backticks that opened the span; 0 outside one. */
  span: number;
  atLineStart: boolean;
  /** The line so far, while it may be a fence: backticks or tildes alone. */
  line: string;
};

export const noCode: CodeState = { fence: null, span: 0, atLineStart: true, line: '' };

export function isCode({ fence, span }: CodeState): boolean {
  return fence !== null || span > 0;
}

/** The state after more text. Spans end with their line: a lone backtick does not turn the rest into code. */
export function passCode(before: CodeState, text: string): CodeState {
  let { fence, line } = before;
  const [rest = '', ...lines] = text.split('\n').toReversed();
  for (const part of lines.toReversed()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line + part)?.[1];
    if (mark !== undefined && fence === null) fence = mark;
    else if (mark !== undefined && fence !== null && mark[0] === fence[0] && mark.length >= fence.length)
      fence = null;
    line = '';
  }
  line += rest;
  return { fence, line, span: fence === null ? spanOf(line) : 0, atLineStart: line.trim() === '' };
}

/** Backticks that opened a span on the line and have not closed it. A line that begins a fence is code already. */
function spanOf(line: string): number {
  if (/^ {0,3}(`{3,}|~{3,})/.test(line)) return 1;
  let open = 0;
  for (const [run] of line.matchAll(/`+/g)) {
    if (open === 0) open = run.length;
    else if (open === run.length) open = 0;
  }
  return open;
}
