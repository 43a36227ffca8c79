/** An answer that has no line break for so long is no stream of lines, in characters. */
const LONGEST_LINE = 32 * 1024 * 1024;

/**
 * The lines of a body as they come, whichever way they end and wherever the pieces cut them; the last one needs no end.
 * Throws RangeError for a line without end.
 */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const piece of body) {
    held += decoder.decode(piece, { stream: true });
    // A return at the very end may be half of one line end.
    const lines = held.split(/\r\n|\n|\r(?!$)/);
    held = lines.pop() ?? '';
    if (held.length > LONGEST_LINE) throw new RangeError('a line without end');
    yield* lines;
  }
  held += decoder.decode();
  if (held !== '') yield* held.split(/\r\n|\n|\r/);
}
