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
  missing: {
    title: 'L’interface n’est pas construite',
    text: 'Lancez « npm run build », puis rechargez cette page.',
  },
};
