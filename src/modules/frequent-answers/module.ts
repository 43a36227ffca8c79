import { defineModule } from '../define-module.ts';

export const frequentAnswers = defineModule({
  name: 'frequentAnswers',
  version: 1,
  usually: 'on',
  title: { fr: 'Réponses fréquentes', en: 'Frequent answers' },
  summary: {
    fr: 'Ce que le bureau répond lui-même à une question\u00a0: un chatbot le dit avant de chercher dans les documents.',
    en: 'What the office itself answers to a question: a chatbot says it before it looks into the documents.',
  },
  foundBy: {
    fr: 'faq questions fréquentes réponse approuvée officielle toute faite bureau import csv',
    en: 'faq frequently asked questions approved official canned ready-made answer office import csv',
  },
  roles: ['owner', 'admin', 'editor'],
  errors: {
    'frequentAnswers.duplicate': 409,
    'frequentAnswers.full': 409,
    'frequentAnswers.unreadable_file': 422,
  },
});
