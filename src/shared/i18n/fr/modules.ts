/** Words of what switches modules on and off, and of where their pages are shown. */
export const modules = {
  title: 'Modules',
  intro:
    'Ce que Foyer sait faire en plus, pour {{client}}. Hors service, un module garde ses données et ne fait rien.',
  on: 'En service',
  off: 'Hors service',
  open: 'Ouvrir',
  switchedOn: '{{module}} : en service',
  switchedOff: '{{module}} : hors service',
  switch: 'Mettre en service : {{module}}',
  missing: 'Ce module n’existe pas',
  missingAdvice: 'Les modules de Foyer sont dans les réglages.',
  offTitle: '{{module}} : hors service pour ce client',
  offAdvice: 'Ce qu’il garde est intact. Une personne qui administre le remet en service dans les réglages.',
  toSettings: 'Voir les modules',
};
