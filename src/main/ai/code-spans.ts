/** Where in Markdown a text stands: inside a fenced block, inside backticks on a line, or in neither. */
export type CodeState = {
  /** What opened the fenced block: backticks or tildes. */
  fence: string | null;
  /** Backticks that opened a span on this line; 0 outside one. */
  span: number;
  /** Backticks at the very end, which more may follow. */
  run: number;
  /** The beginning of the line: what a fence shows in. */
  head: string;
  atLineStart: boolean;
};

const HEAD_CHARACTERS = 32;

export const noCode: CodeState = { fence: null, span: 0, run: 0, head: '', atLineStart: true };

export function isCode(state: CodeState): boolean {
  return state.fence !== null || spanAfter(state) > 0;
}

/** The state after more text; what came before is not looked at again. Spans end with their line: a lone backtick does not turn the rest into code. */
export function passCode(before: CodeState, text: string): CodeState {
  let state = before;
  const [first = '', ...lines] = text.split('\n');
  state = passWithinLine(state, first);
  for (const line of lines) state = passWithinLine(nextLine(state), line);
  return state;
}

function spanAfter({ span, run }: CodeState): number {
  if (run === 0) return span;
  if (span === 0) return run;
  return span === run ? 0 : span;
}

function nextLine({ fence, head }: CodeState): CodeState {
  const mark = /^ {0,3}(`{3,}|~{3,})/.exec(head)?.[1];
  if (mark === undefined) return { ...noCode, fence };
  if (fence === null) return { ...noCode, fence: mark };
  return { ...noCode, fence: mark[0] === fence[0] && mark.length >= fence.length ? null : fence };
}

function passWithinLine(before: CodeState, text: string): CodeState {
  if (text === '') return before;
  const head =
    before.head.length < HEAD_CHARACTERS ? before.head + text.slice(0, HEAD_CHARACTERS) : before.head;
  const state = { ...before, head, atLineStart: before.atLineStart && text.trim() === '' };
  for (const [piece] of text.includes('`') ? text.matchAll(/`+|[^`]+/g) : [[text]]) {
    if (piece?.startsWith('`') === true) state.run += piece.length;
    else Object.assign(state, { span: spanAfter(state), run: 0 });
  }
  return state;
}
