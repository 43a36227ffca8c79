import { describe, expect, it } from 'vitest';
import { listOf, subjectOf } from './page-subject.ts';

describe('what a page is about', () => {
  it.each([
    ['/chatbots/1', { kind: 'chatbot', id: '1' }, '/chatbots'],
    ['/documents/2', { kind: 'document', id: '2' }, '/knowledge'],
    ['/chat/3', { kind: 'conversation', id: '3' }, '/chat'],
    ['/conversations/4', { kind: 'conversation', id: '4' }, '/conversations'],
    ['/contacts/8', { kind: 'contact', id: '8' }, '/contacts'],
    ['/sources/9', { kind: 'source', id: '9' }, '/sources'],
  ] as const)('is one thing at %s, and the others are listed elsewhere', (pathname, subject, list) => {
    expect(subjectOf(pathname, undefined)).toEqual(subject);
    expect(listOf(subject, pathname)).toBe(list);
  });

  it.each(['/chat', '/knowledge', '/conversations'] as const)('is the chatbot in the address of %s', path => {
    const subject = subjectOf(path, 'bot');
    expect(subject).toEqual({ kind: 'narrowed', id: 'bot' });
    expect(subject && listOf(subject, path)).toBe(path);
  });

  it('is a client, but not the list of what was erased', () => {
    expect(subjectOf('/clients/5', undefined)).toEqual({ kind: 'client', id: '5' });
    expect(subjectOf('/clients/erasures', undefined)).toBeNull();
    expect(subjectOf('/clients/erasures/6', undefined)).toBeNull();
  });

  it.each(['/', '/chatbots', '/clients', '/models', '/settings/people', '/nowhere/7'])(
    'is nothing of its own at %s',
    pathname => expect(subjectOf(pathname, undefined)).toBeNull(),
  );
});
