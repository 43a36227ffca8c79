/** What a connection is for, as people read it; of `routine` ones the list has one line an hour for each place and end. */
type Purpose = { fr: string; en: string; routine?: true };

/** Every reason to open a connection. One more is one line here. */
export const connectionPurposes = {
  model: { fr: 'Réponse d’un modèle', en: 'Answer by a model' },
  embedding: { fr: 'Comparaison par le sens', en: 'Comparison by meaning', routine: true },
  reranking: { fr: 'Classement de passages', en: 'Passages put in order', routine: true },
  test: { fr: 'Essai d’un modèle', en: 'Test of a model' },
  models: { fr: 'Liste des modèles d’un serveur', en: 'List of the models of a server', routine: true },
  pull: { fr: 'Modèle installé ou retiré par son serveur', en: 'Model installed or removed by its server' },
  download: { fr: 'Téléchargement d’un modèle', en: 'Download of a model' },
  probe: { fr: 'Recherche de serveurs de modèles', en: 'Look for model servers', routine: true },
  own: { fr: 'Essai de nos propres adresses', en: 'Test of our own addresses' },
  site: {
    fr: 'Lecture d’un site qui sert de source',
    en: 'Reading of a site that is a source',
    routine: true,
  },
  feed: {
    fr: 'Lecture d’un flux qui sert de source',
    en: 'Reading of a feed that is a source',
    routine: true,
  },
  mailbox: {
    fr: 'Lecture d’une boîte aux lettres qui sert de source',
    en: 'Reading of a mailbox that is a source',
    routine: true,
  },
  page: { fr: 'Lecture d’une page du site', en: 'Look at a page of the site' },
  mail: { fr: 'Envoi de courriels', en: 'Sending of mail' },
  name: { fr: 'Recherche de l’adresse d’un nom', en: 'Look-up of a name', routine: true },
  announce: { fr: 'Annonce de notre nom sur le réseau', en: 'Announcement of our name in the network' },
} as const satisfies Readonly<Record<string, Purpose>>;

export type ConnectionPurpose = keyof typeof connectionPurposes;

export const connectionPurposeNames = Object.keys(connectionPurposes) as [
  ConnectionPurpose,
  ...ConnectionPurpose[],
];

/** What a purpose is called; one that an older or newer version recorded goes by its name. */
export function purposeWords(purpose: string, language: 'fr' | 'en'): string {
  const known = connectionPurposeNames.find(name => name === purpose);
  return known === undefined ? purpose : connectionPurposes[known][language];
}

export function isRoutine(purpose: ConnectionPurpose): boolean {
  const { routine }: Purpose = connectionPurposes[purpose];
  return routine === true;
}
