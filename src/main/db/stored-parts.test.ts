import { describe, expect, it } from 'vitest';
import type { MessagePart } from '#shared/contract/message-parts.ts';
import { asStored, partsOf } from './stored-parts.ts';

const text = (words: string): MessagePart => ({ type: 'text', text: words });
const reasoning: MessagePart = { type: 'reasoning', text: 'Hum.' };
const call: MessagePart = { type: 'tool_call', id: 'c', name: 'weather', arguments: { city: 'Paris' } };
const result: MessagePart = {
  type: 'tool_result',
  callId: 'c',
  name: 'weather',
  result: '11 °C',
  isError: false,
};
const file: MessagePart = {
  type: 'file',
  attachmentId: '0198c0de-0000-7000-8000-000000000001',
  name: 'plan.pdf',
  mediaType: 'application/pdf',
  size: 12,
};

describe('the parts of a message', () => {
  it.each<[string, MessagePart[]]>([
    ['nothing', []],
    ['words alone', [text('Bonjour 👋')]],
    ['words, then a file', [text('Voici 👋'), file]],
    ['a file alone', [file]],
    ['reasoning, then words', [reasoning, text('Onze degrés.')]],
    ['words around a tool', [text('Je regarde. '), call, result, text('Onze degrés.')]],
    ['two tools and a file between words', [text('a'), call, text('b'), result, file, text('c')]],
  ])('come back as they were: %s', (_what, parts) => {
    const { content, parts: stored } = asStored(parts);
    expect(partsOf(content, stored)).toEqual(parts);
    expect(content).toBe(parts.map(part => (part.type === 'text' ? part.text : '')).join(''));
  });

  it('keeps the words once, where they are searched', () => {
    const { parts } = asStored([text('un secret'), call, text('un autre')]);
    expect(JSON.stringify(parts)).not.toContain('secret');
    expect(asStored([text('un secret')]).parts).toEqual([]);
  });

  it('shows the words that are streamed after what was stored', () => {
    const { parts } = asStored([reasoning]);
    expect(partsOf('Onze', parts)).toEqual([reasoning, text('Onze')]);
  });

  it('refuses what no version wrote', () => {
    expect(() => partsOf('', [{ type: 'dance' } as never])).toThrow('Invalid');
  });
});
