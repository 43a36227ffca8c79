import { defineModule } from '../define-module.ts';

export const usage = defineModule({
  name: 'usage',
  version: 1,
  usually: 'always',
  title: { fr: 'Consommation', en: 'Usage' },
  summary: {
    fr: 'Combien de réponses, de jetons et d’argent\u00a0: par jour, modèle, chatbot, client et clé.',
    en: 'How many answers, tokens and how much money: by day, model, chatbot, client and key.',
  },
  foundBy: {
    fr: 'coût prix dépense argent facture jetons tokens statistiques analyses quota mois combien',
    en: 'cost price spending money bill tokens statistics analytics quota month how much',
  },
  roles: ['owner', 'admin', 'editor'],
  errors: {},
});
