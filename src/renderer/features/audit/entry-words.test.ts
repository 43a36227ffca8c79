import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '#shared/contract/audit.ts';
import { createFormat } from '../../ui/format.ts';
import { catalogues } from '#shared/i18n/index.ts';
import { actorName, auditWordsOf, changesOf, deedPieces } from './entry-words.ts';

const french = auditWordsOf(catalogues.fr, 'fr');
const english = auditWordsOf(catalogues.en, 'en');
const format = createFormat('fr');

function entry(given: Partial<AuditEntry>): AuditEntry {
  return {
    sequence: 1,
    at: '2026-11-20T10:00:00.000Z',
    actorKind: 'user',
    actorId: 'claire',
    actorLabel: 'Claire Lavigne <claire@exemple.fr>',
    action: 'chatbots.updated',
    targetId: 'bot',
    targetLabel: 'Assistant RH',
    clientId: null,
    clientName: null,
    address: null,
    userAgent: null,
    correlationId: null,
    before: null,
    after: null,
    erased: false,
    mac: 'mac',
    ...given,
  };
}

const sentence = (given: Partial<AuditEntry>, words = french) => {
  const one = entry(given);
  const { before, target, after } = deedPieces(one, words);
  return `${actorName(one, words)} ${before}${target ?? ''}${after}`;
};

describe('an entry in words', () => {
  it('is a sentence about a person, a deed and a thing', () => {
    expect(sentence({})).toBe('Claire Lavigne a modifié le chatbot Assistant RH');
    expect(sentence({}, english)).toBe('Claire Lavigne changed the chatbot Assistant RH');
    expect(sentence({ action: 'documents.linked', targetLabel: 'Congés.pdf' })).toBe(
      'Claire Lavigne a donné le document Congés.pdf à un chatbot',
    );
  });

  it('tells what someone did to themselves, what Foyer did, and what was tried by nobody known', () => {
    expect(
      sentence({ action: 'users.updated', targetId: 'claire', targetLabel: 'Claire <c@exemple.fr>' }),
    ).toBe('Claire Lavigne a modifié son compte');
    expect(sentence({ action: 'system.started', actorKind: 'system', actorId: null, actorLabel: null })).toBe(
      'Foyer a démarré',
    );
    expect(
      sentence({
        action: 'auth.sign_in_failed',
        actorKind: 'anonymous',
        actorId: null,
        actorLabel: null,
        targetLabel: 'c•••@exemple.fr',
      }),
    ).toBe('Une personne non connectée n’a pas réussi à se connecter avec c•••@exemple.fr');
  });

  it('names the act of setting up, and of joining', () => {
    const claire = { targetId: 'claire', targetLabel: 'Claire Lavigne <claire@exemple.fr>' };
    expect(sentence({ action: 'users.set_up', ...claire })).toBe('Claire Lavigne a mis Foyer en service');
    expect(sentence({ action: 'users.set_up', ...claire }, english)).toBe('Claire Lavigne set up Foyer');
    expect(sentence({ action: 'users.joined', ...claire })).toBe(
      'Claire Lavigne a rejoint Foyer par invitation',
    );
    expect(sentence({ action: 'users.joined', ...claire }, english)).toBe(
      'Claire Lavigne joined by invitation',
    );
  });

  it('calls a module by its title, and one that is gone by its name', () => {
    const switched = (targetLabel: string) => ({ action: 'modules.switched_on', targetLabel });
    expect(sentence(switched('frequentAnswers'))).toBe(
      'Claire Lavigne a mis en service le module Réponses fréquentes',
    );
    expect(sentence(switched('frequentAnswers'), english)).toBe(
      'Claire Lavigne switched on the module Frequent answers',
    );
    expect(sentence(switched('gone'), english)).toBe('Claire Lavigne switched on the module gone');
  });

  it('names Foyer’s own tasks in the language of the reader', () => {
    const retried = (targetLabel: string) => ({ action: 'jobs.retried', targetLabel }) as const;
    expect(sentence(retried('retention'))).toBe('Claire Lavigne a relancé la tâche durées de conservation');
    expect(sentence(retried('erasure'), english)).toBe('Claire Lavigne ran the task erasure again');
    expect(sentence(retried('Congés.pdf'))).toBe('Claire Lavigne a relancé la tâche Congés.pdf');
  });

  it('says that names were erased, and shows a deed it has no words for', () => {
    expect(sentence({ actorLabel: null, targetLabel: null, erased: true })).toBe(
      'Une personne effacée a modifié le chatbot (nom effacé)',
    );
    expect(sentence({ action: 'modules.installed' })).toBe('Claire Lavigne modules.installed');
  });

  it('puts fields and values in words, settings one by one, references by their name', () => {
    const changes = changesOf(
      entry({
        before: { value: { offline: false }, modelId: null, temperature: 0.2, notes: '' },
        after: { value: { offline: true }, modelId: { id: '1', name: 'Mistral' }, temperature: 1.5 },
      }),
      french,
      format,
    );
    expect(changes).toEqual([
      { field: 'modelId', name: 'Modèle', before: null, after: 'Mistral' },
      { field: 'temperature', name: 'Température', before: '0,2', after: '1,5' },
      { field: 'notes', name: 'Notes', before: null, after: null },
      { field: 'offline', name: 'Connexions sortantes bloquées', before: 'non', after: 'oui' },
    ]);
    const [when, scopes, unknown] = changesOf(
      entry({ after: { expiresAt: '2026-11-20T10:00:00.000Z', scopes: ['chat', 'x'], novel: { a: 1 } } }),
      french,
      format,
    );
    expect(when?.after).toMatch(/^20\snov\.\s2026/);
    expect(scopes?.after).toBe('réponses, x');
    expect(unknown).toEqual({ field: 'novel', name: 'novel', before: null, after: '{"a":1}' });
  });
});
