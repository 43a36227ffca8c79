import { defineModule } from '#modules/define-module.ts';

/** What nobody switches off: a feature, built as a module is, that stands in no list but those of a test. */
export const orchard = defineModule({
  name: 'orchard',
  version: 1,
  usually: 'always',
  title: { fr: 'Verger', en: 'Orchard' },
  summary: { fr: 'Fait pousser ce que le bureau sème.', en: 'Grows what the office sows.' },
  foundBy: { fr: 'semer pousse', en: 'sow sprout' },
  roles: ['owner', 'admin', 'editor'],
  errors: { 'orchard.withered': 409 },
});
