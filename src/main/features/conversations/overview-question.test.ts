import { describe, expect, it } from 'vitest';
import { overviewAsked } from './overview-question.ts';

describe('overviewAsked', () => {
  it.each([
    'De quoi parlent ces documents ?',
    'de quoi parle ce document',
    'Que contiennent les documents ?',
    'Qu’y a-t-il dans tes documents ?',
    'Quels documents as-tu ?',
    'Quels sont tes sujets ?',
    'Que sais-tu faire ?',
    'Que savez-vous ?',
    'Qu’est-ce que tu peux faire pour moi ?',
    'En quoi peux-tu m’aider ?',
    'Comment pouvez-vous m’aider ?',
    'À quoi sers-tu ?',
    'Quelles questions puis-je te poser ?',
    'Bonjour, qui es-tu ?',
    'aide',
  ])('fr: %s', question => expect(overviewAsked(question)).toBe('fr'));

  it.each([
    'what can you help me with?',
    'What are these documents about?',
    'What is this document about?',
    'What do your documents cover?',
    'Which documents do you have?',
    'What topics do you cover?',
    'How can you help me?',
    'What can you do?',
    'What do you know?',
    'what can I ask you?',
    'Please list your documents',
    'Hi, who are you?',
    'Help!',
  ])('en: %s', question => expect(overviewAsked(question)).toBe('en'));

  it.each([
    'Que sais-tu des congés ?',
    'De quoi parle l’article 3 ?',
    'Quels documents ?',
    'Which documents?',
    'Quels documents faut-il fournir ?',
    'Quels documents pour un passeport ?',
    'Comment peux-tu m’aider à remplir le formulaire ?',
    'Que dit le règlement sur les retards ?',
    'What can you tell me about parental leave?',
    'Which documents do I need for the visa?',
    'What do you know about the marina?',
    'Who are you going to invoice?',
    'What is this fee about?',
    'What information must the form hold?',
    'Help with invoices',
  ])('neither: %s', question => expect(overviewAsked(question)).toBeNull());
});
