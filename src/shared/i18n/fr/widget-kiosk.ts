/** Words of the widget's full page on a screen that many people use. */
export const widgetKiosk = {
  title: 'Êtes-vous toujours là ?',
  body: 'Sans réponse de votre part, la conversation disparaît de cet écran.',
  stay: 'Oui, continuer',
  end: 'Terminer',
} as const;
