export const webInterface = {
  interfaceGroup: 'L’interface, pour vous et vos collègues',
  visitorsGroup: 'Les assistants, pour les visiteurs',
  switch: 'Ouvrir l’interface aux autres ordinateurs',
  switchHint:
    'Vos collègues s’en servent alors depuis leur poste, chacun avec son compte. Cet ordinateur y a toujours accès.',
  stateHere: 'Cet ordinateur seulement',
  stateOpen: 'Ouverte aux autres',
  stateFailed: 'Pas joignable',
  opened: 'Interface ouverte aux autres ordinateurs',
  closed: 'Interface réservée à cet ordinateur',
  saved: 'Réglages de l’interface enregistrés',
  problem_port_in_use: 'Un autre programme occupe le port {{port}}. Choisissez-en un autre ci-dessous.',
  problem_permission:
    'Le système ne permet pas d’écouter sur le port {{port}}. Choisissez-en un au-dessus de 1024.',
  problem_no_address:
    'Cet ordinateur n’est relié à aucun réseau, ou la carte choisie n’a pas d’adresse. Foyer essaie à nouveau tout seul.',
  problem_certificate_missing:
    'Il manque votre certificat. Collez-le ci-dessous, ou choisissez un autre chiffrement.',
  problem_certificate_invalid:
    'Le certificat ne peut pas servir. Collez-en un autre, ou choisissez un autre chiffrement.',
  problem_unknown: 'Le réseau a refusé. Le journal en dit plus.',
  addresses: 'À donner à vos collègues',
  local: 'Sur cet ordinateur',
  givenHost:
    'Foyer a été démarré avec « --host {{host}} » : il est ouvert à ces adresses, sans chiffrement, quoi que dise l’interrupteur. Démarrez-le sans cette option pour décider ici.',
  details: 'Carte, port et chiffrement',
  card: 'Carte réseau',
  cardAll: 'Toutes',
  port: 'Port de l’interface',
  portHint: 'Vide : le même que sur cet ordinateur.',
  portWrong: 'Un nombre de 1 à 65535, ou rien.',
  encryption: 'Chiffrement de l’interface',
  https_off: 'Aucun',
  https_offHint:
    'Mots de passe et documents passent en clair : seulement sur un réseau dont vous connaissez chaque appareil.',
  https_generated: 'Autorité de ce Foyer',
  https_generatedHint:
    'Chaque poste lui fait confiance une fois ; sinon le navigateur prévient à chaque visite.',
  https_own: 'Votre certificat',
  https_ownHint: 'Celui que votre service informatique ou un fournisseur vous a donné.',
  saveDetails: 'Enregistrer ces choix',
  openTitle: 'Ouvrir l’interface aux autres ordinateurs ?',
  openText:
    'Toute personne sur votre réseau verra la page de connexion ; seuls ceux qui ont un compte entrent. Vérifiez que les mots de passe sont bons.',
  openConfirm: 'Ouvrir',
  closeTitle: 'Réserver l’interface à cet ordinateur ?',
  closeText: 'Vos collègues n’y auront plus accès. Les assistants des visiteurs ne changent pas.',
  closeFromAfar: 'Vous y êtes venu par le réseau : vous perdrez cette page à l’instant.',
  closeConfirm: 'Fermer',
  public: 'Adresse publique',
  publicHint:
    'Si un relais (nginx, Caddy, Traefik, Apache) montre Foyer, à la racine ou sous un chemin : l’adresse telle que la tapent vos collègues. Les liens et les courriels y mènent.',
  publicField: 'Adresse publique de l’interface',
  publicFieldHint: 'Par exemple https://exemple.fr/foyer. Vide : il n’y en a pas.',
  publicWrong:
    'Une adresse complète, qui commence par http:// ou https://. Le chemin ne peut pas être l’un de ceux de Foyer (api, chat, widget…).',
  publicGiven: 'Donnée au démarrage : {{url}}. Elle passe avant celle-ci.',
  proxies: 'Relais de confiance',
  proxiesHint:
    'L’adresse de chacun, une par ligne (192.0.2.10 ou 172.18.0.0/16). Foyer les croit alors sur qui demande. Sans cela, tous ceux qui passent par un relais comptent pour un seul, ce qui est prudent.',
  proxiesWrong: 'Des adresses seules, ou des réseaux d’au moins /8.',
  proxiesGiven: 'Donnés au démarrage : {{list}}. Ils passent avant ceux-ci.',
  savePublic: 'Enregistrer l’adresse',
  arrivalProxy: 'Vous êtes venu par un relais, à l’adresse {{proxy}}, que Foyer ne croit pas sur parole.',
  arrivalTrust: 'Lui faire confiance',
  arrivalUnnamed: 'Vous êtes venu par {{url}}, qui n’est pas l’adresse publique.',
  arrivalUse: 'En faire l’adresse publique',
  howTo: 'Régler un relais',
  test: 'Essai de l’interface',
  testHint:
    'Foyer appelle ses adresses, publique comprise, et regarde si ce qu’il envoie par morceaux arrive par morceaux.',
  testButton: 'Essayer ces adresses',
  visitorsPublic: 'Adresse publique des assistants',
  visitorsPublicHint:
    'Si un relais les montre, à la racine ou sous un chemin, par exemple https://exemple.fr/assistant. Le code à coller s’en sert.',
  linkHere: 'Cette adresse n’ouvre que sur cet ordinateur',
  linkHereText:
    'Un lien fait maintenant ne servirait à personne d’autre. Ouvrez d’abord l’interface à votre réseau, ou donnez l’adresse publique d’un relais.',
  linkHereChosen: 'L’adresse publique choisie, {{url}}, n’ouvre que sur cet ordinateur.',
  linkOpen: 'Ouvrir au réseau',
  linkSettings: 'Régler l’adresse',
  linkLeads: 'Le lien mènera à {{url}}.',
};
