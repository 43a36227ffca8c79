import { defineModule } from '#modules/define-module.ts';

/** A module that is nowhere but here: everything that a module must have. */
export const plantedModule = defineModule({
  name: 'planted',
  version: 1,
  usually: 'off',
  title: { fr: 'Module planté', en: 'Planted module' },
  summary: { fr: 'Ne fait rien.', en: 'Does nothing.' },
  foundBy: { fr: 'rien', en: 'nothing' },
  roles: ['owner'],
  errors: { 'planted.withered': 409 },
});

const help = { title: 'Planted', summary: 'Planted', body: 'Planted' };
const withered = { title: 'Withered', advice: 'Water it' };

export const plantedWords = { errors: { withered }, help };

export const plantedFiles = [
  'module.ts',
  'index.ts',
  'contract.ts',
  'main/index.ts',
  'page/index.tsx',
  'tests/access-rows.ts',
];
