/** The few words of the widget's loader, which every page of the office loads: they stay few. */
export const widgetLauncher = {
  open: 'Ouvrir la discussion',
  /** After the name of the button, before their number. */
  unread: 'nouveaux messages :',
  close: 'Fermer la discussion',
  title: 'Discussion',
  offline: 'Nous ne pouvons pas vous répondre pour l’instant. Revenez dans quelques minutes.',
  refused: 'Cette discussion n’est pas ouverte sur cette page.',
  busy: 'Il y a du monde : la discussion s’ouvre dans un instant.',
  tryAgain: 'Réessayer',
} as const;
