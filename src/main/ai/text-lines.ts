/** The lines of a body as they come, whichever way they end and wherever the pieces cut them; the last one needs no end. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let held: string[] = [];
  for await (const piece of body) {
    const text = decoder.decode(piece, { stream: true });
    held.push(text);
    // A return at the very end may be half of one line end.
    if (/[\r\n]/.test(text) || held.at(-2)?.endsWith('\r') === true) {
      const lines = held.join('').split(/\r\n|\n|\r(?!$)/);
      held = [lines.pop() ?? ''];
      yield* lines;
    }
  }
  const last = held.join('') + decoder.decode();
  if (last !== '') yield* last.split(/\r\n|\n|\r/);
}
