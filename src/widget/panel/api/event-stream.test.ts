import { describe, expect, it } from 'vitest';
import type { AnswerEvent } from '../../wire.ts';
import { createEventReader } from './event-stream.ts';

describe('server-sent events', () => {
  const stream =
    ': keep-alive\n\ndata: {"type":"delta","text":"é\\n"}\n\ndata:{"type":"delta","text":"b"}\n\n';

  it.each([1, 2, 7, stream.length])('are the same however they are cut (%s characters at a time)', size => {
    const heard: AnswerEvent[] = [];
    const take = createEventReader(event => heard.push(event));
    for (let at = 0; at < stream.length; at += size) take(stream.slice(at, at + size));
    expect(heard).toEqual([
      { type: 'delta', text: 'é\n' },
      { type: 'delta', text: 'b' },
    ]);
  });
});
