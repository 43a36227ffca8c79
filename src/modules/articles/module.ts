import { defineModule } from '../define-module.ts';

export const articles = defineModule({
  name: 'articles',
  version: 1,
  usually: 'always',
  title: { fr: 'Réponses proposées', en: 'Proposed answers' },
  summary: {
    fr: 'Ce qu’une personne du bureau a corrigé ou répondu\u00a0: relu et approuvé, un chatbot s’en sert aussitôt.',
    en: 'What somebody of the office corrected or answered: read again and approved, a chatbot uses it at once.',
  },
  foundBy: {
    fr: 'correction corriger proposition brouillon approuver apprendre base de connaissances dynamique',
    en: 'correction correct proposal draft approve learn dynamic knowledge base',
  },
  roles: ['owner', 'admin', 'editor'],
  errors: {
    'articles.proposed_already': 409,
    'articles.dropped': 409,
    'articles.decided': 409,
    'articles.nothing_said': 422,
    'articles.personal': 409,
    'articles.theirs': 409,
    'articles.answers_off': 409,
    'articles.too_long': 422,
    'articles.question_answered': 409,
    'articles.answers_full': 409,
    'articles.tests_full': 409,
    'articles.no_article': 409,
  },
});
