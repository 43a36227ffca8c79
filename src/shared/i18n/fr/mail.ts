/** What Foyer writes in the mails it sends. Loaded by the core, not by the interface. */
export const mail = {
  greeting: 'Bonjour {{name}},',
  linkBelow: 'Si le bouton ne s’ouvre pas, copiez cette adresse dans votre navigateur :',
  validUntil: 'Ce lien sert une seule fois, jusqu’au {{date}}.',
  footer:
    'Courriel envoyé automatiquement par Foyer ({{address}}). Foyer ne demande jamais de mot de passe par courriel.',
  invitation: {
    label: 'Invitation',
    subject: 'Votre accès à Foyer',
    text: '{{inviter}} vous a ouvert un accès à Foyer, l’assistant qui répond à partir des documents de votre équipe.',
    textNobody:
      'Un accès à Foyer vous est ouvert. Foyer répond à vos questions à partir des documents de votre équipe.',
    action: 'Choisir mon mot de passe',
    account: 'Vous vous connecterez avec l’adresse {{email}}.',
    unexpected: 'Vous ne connaissez pas Foyer ? Ne cliquez pas, et oubliez ce courriel.',
  },
  reset: {
    label: 'Mot de passe oublié',
    subject: 'Choisir un nouveau mot de passe pour Foyer',
    text: 'Vous, ou la personne qui administre Foyer, avez demandé un nouveau mot de passe pour le compte {{email}}.',
    action: 'Choisir un nouveau mot de passe',
    unexpected:
      'Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même. Si cela se répète, prévenez la personne qui administre Foyer.',
  },
  passwordChanged: {
    label: 'Mot de passe changé',
    subject: 'Votre mot de passe Foyer a changé',
    text: 'Le mot de passe du compte {{email}} a été changé le {{date}}. Les autres appareils sont déconnectés.',
    action: 'Ouvrir Foyer',
    unexpected:
      'Ce n’est pas vous ? Prévenez tout de suite la personne qui administre Foyer, et choisissez un nouveau mot de passe.',
  },
  test: {
    label: 'Essai',
    subject: 'Essai d’envoi de Foyer',
    text: 'Si vous lisez ceci, Foyer sait envoyer des courriels : invitations et mots de passe oubliés arriveront à bon port.',
    action: 'Ouvrir Foyer',
    unexpected: 'Cet essai a été demandé depuis les réglages de Foyer.',
  },
  notifications: {
    label: 'Notifications',
    subject: 'Du nouveau dans Foyer',
    text: 'Voici ce qui est arrivé et que vous n’avez pas encore vu :',
    action: 'Ouvrir Foyer',
    unexpected: 'Vous choisissez ce que Foyer vous envoie, et quand, dans Réglages, Notifications.',
  },
  report: {
    label: 'Rapport mensuel',
    subject: 'Rapport de {{period}} · {{client}}',
    text: 'Voici le rapport de {{client}} pour {{period}}, en pièce jointe.',
    unexpected:
      'Courriel envoyé par Foyer aux adresses que le bureau a choisies. Pour ne plus le recevoir, dites-le au bureau.',
  },
  transcript: {
    label: 'Conversation',
    subject: 'Votre conversation avec {{bot}}',
    intro: 'Voici la conversation que vous avez demandée.',
    you: 'Vous',
    sources: 'Sources :',
    operator: 'Une personne de l’équipe',
    files: 'Fichiers joints :',
    tools: 'Outils consultés :',
    unexpected:
      'Vous n’avez rien demandé ? Quelqu’un a sans doute saisi votre adresse par erreur : oubliez ce courriel.',
  },
} as const;
