import { defineModule } from '#modules/define-module.ts';

/** A module that stands in no list but those of a test: all that a module must have. */
export const planted = defineModule({
  name: 'planted',
  version: 1,
  usually: 'off',
  title: { fr: 'Potager', en: 'Kitchen garden' },
  summary: { fr: 'Fait pousser ce que le bureau sème.', en: 'Grows what the office sows.' },
  foundBy: { fr: 'semer pousse', en: 'sow sprout' },
  roles: ['owner', 'admin', 'editor'],
  errors: { 'planted.withered': 409 },
});
