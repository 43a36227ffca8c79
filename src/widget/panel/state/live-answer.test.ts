import { describe, expect, it } from 'vitest';
import { applyEvent, beginAnswer, rejoin } from './live-answer.ts';

describe('an answer under way', () => {
  it('grows by its pieces', () => {
    let answer = beginAnswer('new:1');
    answer = applyEvent(answer, { type: 'queued', position: 2, conversationId: 'c', messageId: 'm' });
    expect(answer).toMatchObject({ phase: 'queued', position: 2, messageId: 'm' });
    answer = applyEvent(answer, { type: 'started', conversationId: 'c', messageId: 'm' });
    answer = applyEvent(answer, { type: 'delta', text: 'Quatre ' });
    answer = applyEvent(answer, { type: 'delta', text: 'jours' });
    expect(answer).toMatchObject({ phase: 'writing', text: 'Quatre jours' });
  });

  it('has what the documents say in its place until the first word', () => {
    const source = { number: 1, title: 'Congés', page: 3, pages: '3', quote: 'Quatre jours.', places: 1 };
    const quotes = [{ text: 'Quatre jours.', number: 1, place: 0 }];
    const quoted = applyEvent(beginAnswer('c', 'm'), { type: 'quotes', quotes, sources: [source] });
    expect(quoted).toMatchObject({ phase: 'searching', text: '> Quatre jours. [1]', sources: [source] });
    expect(applyEvent(quoted, { type: 'delta', text: 'Vous ' })).toMatchObject({
      phase: 'writing',
      text: 'Vous ',
    });
  });

  it('begins anew when what came was no answer', () => {
    const written = applyEvent(beginAnswer('c', 'm'), { type: 'delta', text: 'Voyons…' });
    expect(applyEvent(written, { type: 'withdrawn' })).toMatchObject({ phase: 'searching', text: '' });
  });

  it('is told from its beginning after a break, and what was shown stays until then', () => {
    const broken = rejoin({ ...beginAnswer('c', 'm'), phase: 'writing', text: 'Quatre jours' });
    const joined = applyEvent(broken, { type: 'started', conversationId: 'c', messageId: 'm' });
    expect(joined.text).toBe('Quatre jours');
    expect(applyEvent(joined, { type: 'delta', text: 'Quatre ' }).text).toBe('Quatre ');
  });
});
