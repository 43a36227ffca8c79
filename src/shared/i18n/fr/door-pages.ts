/** Pages that the doors show when the interface itself cannot. Loaded by the core, not by the interface. */
export const doorPages = {
  host: {
    title: 'Foyer ne se connaît pas à cette adresse',
    text: 'Vous l’avez ouvert sous « {{host}} ». Foyer ne répond qu’aux adresses qu’on lui a dites, pour qu’aucun autre site ne puisse se faire passer pour lui.',
    todo: 'Sur l’ordinateur où Foyer tourne, ouvrez-le à son adresse habituelle, puis Réglages, Réseau, « Adresse publique », et écrivez :',
    start: 'On peut aussi le dire au démarrage : {{option}}',
  },
  path: {
    title: 'Il n’y a rien à cette adresse',
    text: 'Foyer répond bien, mais il ne connaît pas « {{path}} ».',
    open: 'Ouvrir Foyer',
    todo: 'Si un relais (nginx, Caddy, Traefik, Apache) le montre sous ce chemin, dites-le-lui : Réglages, Réseau, « Adresse publique » :',
    start: 'On peut aussi le dire au démarrage : {{option}}',
  },
  front: {
    title: 'À qui voulez-vous parler ?',
    lead: 'Choisissez un assistant : il répond à partir des documents qu’on lui a confiés.',
    none: 'Personne n’accueille ici pour le moment',
    noneText:
      'Aucun assistant n’a de page ouverte à cette adresse. Si l’on vous a donné une adresse, ouvrez-la telle quelle, en entier.',
    open: 'Ouvrir',
  },
  gone: {
    title: 'Cet assistant n’est pas là',
    text: 'Il est fermé, ou l’adresse n’est pas entière. Vérifiez-la, ou demandez-la à qui vous l’a donnée.',
    open: 'Voir les assistants ouverts',
  },
  busy: {
    title: 'Réessayez dans un instant',
    text: 'Foyer ne peut pas montrer cette page pour le moment.',
  },
  recovery: {
    waiting: 'Foyer a besoin de son propriétaire',
    waitingText:
      'Ses données ne s’ouvrent pas. La personne qui l’a démarré trouve dans le terminal un lien vers cette page, qui permet de remettre une copie en place.',
    damaged: 'La base de données est abîmée',
    damagedText:
      'Foyer ne l’a pas ouverte, pour ne rien aggraver. Vos documents sont là ; ce qui est abîmé, c’est le fichier des conversations, des réglages et de ce qui a été lu.',
    missing: 'La base de données a disparu',
    missingText:
      'Des fichiers de cette installation sont là, mais la base de données qui va avec manque ou est vide. Foyer ne commence rien de nouveau par-dessus.',
    copies:
      'En voici des copies. Celle que vous choisissez prend sa place aussitôt ; le fichier abîmé est gardé 30 jours.',
    noCopies:
      'Il n’y en a pas de copie dans ce dossier. Si vous avez une sauvegarde du dossier, arrêtez Foyer et remettez-la.',
    newest: 'Remettre la copie la plus récente : {{date}}',
    older: 'Prendre celle du {{date}}',
    undone:
      'Ce qui a été changé après ce moment est annulé : conversations, réglages, mots de passe, rôles et clés compris. Tout le monde se reconnecte. Les fichiers ajoutés depuis sont à rajouter.',
    other: 'Autres possibilités',
    anew: 'Recommencer à neuf, sans rien',
    anewText:
      'Tout ce qui est ici est mis de côté 30 jours dans le dossier « quarantine », et Foyer démarre comme une nouvelle installation. La même chose dans un terminal, et plus :',
    copyDamaged: 'Cette copie est abîmée aussi. Choisissez-en une autre.',
    noCopy: 'Cette copie n’est plus là. Choisissez-en une autre.',
  },
  missing: {
    title: 'L’interface n’est pas construite',
    text: 'Lancez « npm run build », puis rechargez cette page.',
  },
};
