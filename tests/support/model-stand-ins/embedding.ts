/** Numbers in a vector of the stand-in. */
export const STAND_IN_DIMENSION = 256;

/**
 * Words that mean the same in French and English share a place, so that a question in one language finds a
 * passage in the other, as a real multilingual model does. Each line is one concept, accents folded.
 */
const CONCEPTS = [
  'conge vacances leave holiday vacation',
  'annuel annuelle annual yearly',
  'jour journee day',
  'semaine week',
  'mois month',
  'annee an year',
  'heure hour',
  'prix tarif cout price cost fee',
  'facture invoice bill',
  'paiement payer payment pay',
  'remboursement rembourser refund reimburse reimbursement',
  'livraison livrer delivery deliver shipping',
  'commande order',
  'retour retourner return',
  'garantie warranty guarantee',
  'contrat contract agreement',
  'client customer',
  'employe salarie employee staff worker',
  'employeur employer',
  'salaire remuneration salary wage pay',
  'travail emploi work job',
  'teletravail telecommuting remote',
  'maladie malade illness sick sickness',
  'arret absence absence',
  'medecin docteur doctor physician',
  'enfant child children',
  'ecole school',
  'maison logement house home housing',
  'loyer rent',
  'locataire tenant',
  'proprietaire landlord owner',
  'voiture vehicule car vehicle',
  'assurance insurance',
  'impot taxe tax',
  'banque bank',
  'compte account',
  'mot-de-passe password',
  'securite security safety',
  'donnee donnees data',
  'document dossier document file',
  'adresse address',
  'telephone phone',
  'ouverture ouvert horaire opening open schedule',
  'fermeture ferme closing closed',
  'reunion rendez-vous meeting appointment',
  'eau water',
  'chat felin cat feline',
  'chien canin dog',
  'incendie feu fire',
  'sortie issue exit',
  'urgence secours emergency',
  'mairie town-hall',
  'resiliation resilier annulation annuler cancel cancellation termination terminate',
  'delai deadline notice',
] as const;

const STOP_WORDS = new Set(
  (
    'le la les un une des de du d l et ou a au aux en dans pour par sur avec sans est sont ce cette ces qui que quoi quel quelle ' +
    'quels quelles comment combien quand mon ma mes son sa ses il elle on nous vous je tu se ne pas plus ' +
    'the an of to in on for with without is are was were be this that these those what which who how many much when where ' +
    'my your his her its it we you i do does did can and or not at by from'
  ).split(' '),
);

const conceptOf = new Map(
  CONCEPTS.flatMap((line, index) => line.split(' ').map(word => [stem(word), `concept:${index}`] as const)),
);

function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?:es|s|x|e)$/, '') : word;
}

/** Concepts of several words, written with spaces in running text. */
const compounds = CONCEPTS.flatMap(line => line.split(' '))
  .filter(word => word.includes('-'))
  .map(word => [new RegExp(`\\b${word.replaceAll('-', '[ -]')}\\b`, 'g'), word] as const);

/** FNV-1a over the code units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}

/**
 * Embeds a text as a hashed bag of words: the same text always gives the same vector, texts that share words or
 * concepts are near, others are not. L2-normalised, `STAND_IN_DIMENSION` numbers; a text without words is a unit
 * vector on the first axis.
 */
export function embedText(text: string): number[] {
  const vector = new Array<number>(STAND_IN_DIMENSION).fill(0);
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = compounds
    .reduce((joined, [pattern, word]) => joined.replace(pattern, word), folded)
    .match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu);
  for (const word of words ?? []) {
    const parts = conceptOf.has(stem(word)) ? [word] : word.split('-');
    for (const part of parts) {
      if (STOP_WORDS.has(part)) continue;
      const value = hash(conceptOf.get(stem(part)) ?? stem(part));
      const index = value % STAND_IN_DIMENSION;
      vector[index] = (vector[index] ?? 0) + ((value >>> 16) % 2 === 0 ? 1 : -1);
    }
  }
  const length = Math.hypot(...vector);
  if (length === 0) {
    vector[0] = 1;
    return vector;
  }
  return vector.map(number => number / length);
}
