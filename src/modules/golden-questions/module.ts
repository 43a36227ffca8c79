import { defineModule } from '../define-module.ts';

export const goldenQuestions = defineModule({
  name: 'goldenQuestions',
  version: 1,
  usually: 'always',
  title: { fr: 'Questions témoins', en: 'Test questions' },
  summary: {
    fr: 'Des questions dont on connaît la bonne page\u00a0: elles disent si un chatbot la trouve, et ce que chaque changement améliore ou abîme.',
    en: 'Questions whose right page is known: they tell whether a chatbot finds it, and what each change makes better or worse.',
  },
  foundBy: {
    fr: 'épreuve preuve mesure qualité recherche banc essai évaluation test golden hit rappel avant après',
    en: 'proof measure quality search bench trial evaluation golden hit recall before after',
  },
  roles: ['owner', 'admin', 'editor'],
  errors: {
    'goldenQuestions.duplicate': 409,
    'goldenQuestions.full': 409,
    'goldenQuestions.no_such_place': 422,
    'goldenQuestions.none': 409,
    'goldenQuestions.no_model': 409,
    'goldenQuestions.lost': 409,
  },
});
