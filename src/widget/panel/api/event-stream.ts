import type { AnswerEvent } from '../../wire.ts';

/**
 * Takes the text of server-sent events apart, however it is cut: one `data:` line with one JSON object is one event,
 * other lines (comments that keep the connection awake) are passed over. Returns what takes the next piece.
 */
export function createEventReader(onEvent: (event: AnswerEvent) => void): (piece: string) => void {
  let rest = '';
  return piece => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) onEvent(JSON.parse(line.slice('data:'.length)) as AnswerEvent);
    }
  };
}
