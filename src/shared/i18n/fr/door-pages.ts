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
  missing: {
    title: 'L’interface n’est pas construite',
    text: 'Lancez « npm run build », puis rechargez cette page.',
  },
  starting: {
    title: 'Foyer démarre',
    text: 'Rechargez cette page dans un instant.',
  },
};
