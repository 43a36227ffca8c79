import { describe, expect, it } from 'vitest';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { changesAnswers, changesOf, personaWith, problemsOf } from './persona.ts';

const bot: Chatbot = {
  id: '01990000-0000-7000-8000-000000000001',
  clientId: '01990000-0000-7000-8000-000000000002',
  ownerId: null,
  name: 'Assistant RH',
  description: '',
  avatar: 'AR',
  color: '#bf4a16',
  language: 'fr',
  welcomeMessage: 'Bonjour !',
  instructions: '',
  modelId: null,
  fallbackModelIds: [],
  connectSeconds: null,
  firstWordSeconds: null,
  betweenWordsSeconds: null,
  temperature: 0.2,
  hidesPersonal: false,
  suggestedQuestions: ['Combien de jours ?'],
  sharing: 'team',
  active: true,
  tagIds: [],
  documentCount: 0,
  readyDocumentCount: 0,
  conversationCount: 0,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
};

describe('persona edits', () => {
  it('are nothing to save when they come back to what is stored', () => {
    expect(changesOf(bot, {})).toBeNull();
    expect(
      changesOf(bot, { name: ' Assistant RH ', suggestedQuestions: ['Combien de jours ?', ''] }),
    ).toBeNull();
  });

  it('send only what differs, tidied', () => {
    expect(changesOf(bot, { name: ' Accueil ', welcomeMessage: 'Bonjour !' })).toEqual({
      id: bot.id,
      name: 'Accueil',
    });
    expect(changesOf(bot, { suggestedQuestions: [' Et pour un PACS ? ', ' '] })).toEqual({
      id: bot.id,
      suggestedQuestions: ['Et pour un PACS ?'],
    });
  });

  it('keep what another window saved meanwhile', () => {
    const elsewhere = { ...bot, instructions: 'Sois bref.' };
    expect(personaWith(elsewhere, { name: 'Accueil' })).toMatchObject({
      name: 'Accueil',
      instructions: 'Sois bref.',
    });
  });

  it('say what cannot be saved', () => {
    expect(problemsOf(personaWith(bot, { name: '  ' })).name).toBe(true);
    expect(problemsOf(personaWith(bot, { avatar: '' })).avatar).toBe(true);
    expect(problemsOf(personaWith(bot, { instructions: 'x'.repeat(8_001) })).instructions).toBe(true);
    expect(problemsOf(personaWith(bot, { firstWordSeconds: 1 })).firstWordSeconds).toBe(true);
    expect(problemsOf(personaWith(bot, { betweenWordsSeconds: 601 })).betweenWordsSeconds).toBe(true);
    expect(Object.values(problemsOf(bot))).not.toContain(true);
  });

  it('know when answers would change', () => {
    expect(changesAnswers(changesOf(bot, { name: 'Accueil' }))).toBe(false);
    expect(changesAnswers(changesOf(bot, { instructions: 'Sois bref.' }))).toBe(true);
    expect(changesAnswers(null)).toBe(false);
  });
});
