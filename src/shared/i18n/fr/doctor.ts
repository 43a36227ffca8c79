/** What the checks of an installation found. Loaded by the core, not by the interface. */
export const doctor = {
  version: { label: 'Version', text: 'Foyer {{version}}, Node {{node}}, {{platform}}' },
  database: {
    label: 'Base de données',
    whole: 'intacte',
    damaged: 'abîmée : {{fault}}',
    orphans: 'renvois dans le vide : {{count}}',
  },
  words: {
    label: 'Index des mots',
    whole: 'contient tous les passages',
    rebuilding:
      'en cours de reconstruction à partir des passages ; les réponses sont justes, mais plus lentes',
  },
  meaning: {
    label: 'Index du sens',
    off: 'aucun : la recherche se fait par les mots',
    whole: 'contient tous les passages comparés par le sens',
    rebuilding:
      'en cours de reconstruction à partir de la base de données ; la recherche se fait par les mots en attendant',
  },
  originals: {
    label: 'Fichiers d’origine',
    whole: 'tous là ({{count}})',
    missing:
      '{{count}} sur {{total}} manquent : {{names}}. Leurs passages répondent toujours ; rajoutez les fichiers pour les relire ou les télécharger.',
    changed:
      '{{count}} n’ont plus les octets reçus : {{names}}. Ils ne sont pas remis ; rajoutez les fichiers.',
  },
  audit: {
    label: 'Journal d’activité',
    whole: '{{count}} entrées, sans rupture',
    broken: 'rompu à l’entrée {{sequence}} : {{kind}}',
    changed: 'elle a été modifiée',
    missing: 'elle manque',
    missing_at_end: 'la fin manque',
    foreign: 'elle n’a pas été écrite ici',
    end_lost: 'on ne sait plus où le journal finit',
  },
  disk: {
    label: 'Disque',
    text: '{{free}} Go libres dans {{folder}}',
    unknown: 'place libre inconnue dans {{folder}}',
    full: 'presque plus de place dans {{folder}} : les réponses sont gardées, rien d’autre n’est accepté',
    read_only: '{{folder}} ne peut pas être écrit : rien n’est gardé',
  },
  memory: { label: 'Mémoire', text: '{{total}} Go' },
  documents: {
    label: 'Documents',
    text: '{{ready}} prêts, {{working}} en cours, {{failed}} en échec, {{passages}} passages',
  },
  models: { label: 'Modèles', none: 'aucun : les réponses citent les documents' },
  modelFiles: {
    label: 'Modèles sur cet ordinateur',
    none: 'aucun',
    unused: 'qu’aucun modèle n’utilise :',
    missing: 'fichier manquant :',
    damaged: 'fichier d’une autre taille :',
  },
  servers: {
    label: 'Serveurs de modèles',
    none: 'aucun sur cette machine',
    open: 'ouvert au réseau',
    old: 'version trouée, à mettre à jour',
  },
};
