import type { Language } from '#shared/contract/vocabulary.ts';
import type { Word } from '#main/language/tokenise.ts';

/*
 * As much grammar as it takes to tell what could be a topic from what could not: a noun stands after an article
 * somewhere, a verb after a pronoun. All words are folded.
 */

const setOf = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

const ARTICLES: Record<Language, ReadonlySet<string>> = {
  fr: setOf(
    'le la les un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs chaque quel quelle',
  ),
  en: setOf('the a an this that these those my your his her its our their each every no'),
};

/** Before a verb as well: "le résilier". */
const PRONOUNS_TOO = setOf('le la les');

const BEFORE_VERBS: Record<Language, ReadonlySet<string>> = {
  fr: setOf('il elle on ils elles qui ne se je nous vous y peut peuvent pouvez doit doivent devez faire'),
  en: setOf(
    'i you we they he she it who to not must may can will shall should cannot could would do does did please',
  ),
};

/** What joins two nouns to one thing: "notes de frais". */
const LINKS: Record<Language, ReadonlySet<string>> = {
  fr: setOf('de du des'),
  en: setOf('of'),
};

/** Between two of the same kind: "salaires et congés". */
const BETWEEN_EQUAL: Record<Language, ReadonlySet<string>> = { fr: setOf('et ou'), en: setOf('and or') };

/** What stands in any document, or before any noun, and tells nothing of one. */
const TELLS_NOTHING: Record<Language, ReadonlySet<string>> = {
  fr: setOf(`
    annexe article alinea chapitre section partie paragraphe page pages pied figure tableau sommaire introduction conclusion
    resume preambule avant propos document documents fichier titre texte version copie exemple exemples note notes remarque
    objet date dates jour jours semaine semaines mois an ans annee annees heure heures minute minutes fois moment debut fin
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi
    samedi dimanche euro euros pourcent nombre total montant somme liste point points chose choses cas type types sorte genre
    maniere facon moyen raison suite place lieu ensemble reste nom prenom numero adresse madame monsieur personne personnes
    gens monde question questions reponse reponses information informations detail details lien liens site ligne demarche
    nouveau nouveaux nouvel nouvelle nouvelles premier premiere premiers premieres dernier derniere derniers dernieres petit
    petite petits petites grand grande grands grandes bon bonne bons bonnes meilleur meilleure seul seule seuls double
    prochain prochaine precedent precedente ancien ancienne certain certaine certains certaines divers diverses different
    differents differentes principal principale principaux present presente general generale generaux suivant suivante
    suivants suivantes possible necessaire obligatoire concerne concernee concernes valable titulaire base niveau mise vue
    compte tenu cours etat effet mesure ordre etape etapes condition conditions regle regles choix besoin attention
    demande demandes dossier dossiers piece pieces formulaire formulaires accuse reception delai delais duree situation
    decision application utilisation gestion organisation presentation definition description fonctionnement procedure
    procedures contenu mode modalite modalites principe principes droit droits obligation obligations service services
    second seconde deuxieme troisieme important importante interieur exterieur attente haut bas cadre part parts temps france paris cedex internet telephone courriel pays
  `),
  en: setOf(`
    annex appendix article chapter section part paragraph page pages footer figure figures table contents introduction
    conclusion conclusions summary abstract foreword document documents file files title text version copy example examples
    note notes remark subject date dates day days week weeks month months year years hour hours minute minutes time times
    moment start end january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday euro euros dollars percent number total amount sum list point points thing
    things case cases type types kind sort way reason place name address person people world question questions answer
    answers information detail details link links site line new first second last next previous small large big good better
    best only single double old certain various different main general following possible necessary important valid base
    basis level view account course state effect order step steps rule rules choice need result results method methods
    background objective study studies paper work item items set use role use request requests form forms procedure procedures decision application applications management organisation
    organization presentation definition description content contents principle principles right rights service services high low higher lower present lot
  `),
};

/** Never part of a topic: "connectez", "rembourseront", "quickly". */
const NO_PART: Record<Language, RegExp> = { fr: /(?:[^n]ez|aient|eront|erait|issent)$/u, en: /ly$/u };
/** May be an infinitive: a noun only after an article that stands before no verb. */
const FRENCH_INFINITIVE = /(?:er|ir|oir|[dt]re)$/u;
/** Forms of verbs that stand where an adjective would: "le bail prévoit". */
const FRENCH_VERB = /(?:[^r]oit|ient|rend|tend|pond|met|er)$/u;
/** Adjectives that end in "e" beside a noun of either gender. */
const FRENCH_EITHER_GENDER = /(?:que|ble|aire|oire|iste|ile|xe|bre|ple|ste|ide)$/u;
/** Nouns that are feminine, as far as their end tells. */
const FRENCH_FEMININE = /(?:e|ion|te|eur)$/u;
const ENGLISH_NO_HEAD = /ed$/u;

export type Grammar = {
  /** Whether it is no part of a topic, whatever stands beside it. */
  isOutside(word: Word): boolean;
  isArticle(word: Word): boolean;
  /** Whether what follows is surely a noun, and no verb with its object before it. */
  isSureArticle(word: Word): boolean;
  isBeforeVerbs(word: Word): boolean;
  isBetweenEqual(word: Word): boolean;
  isLink(word: Word): boolean;
  /** Whether it could be a topic by itself. */
  tells(word: Word): boolean;
  /** Whether it is a noun only where a sure article stands before it. */
  isDoubtful(word: Word): boolean;
  /** Whether the second word belongs to the first without a link between: "bail commercial", and not "locataire donne". */
  goTogether(first: string, second: string): boolean;
};

export function grammarOf(language: Language): Grammar {
  const [articles, beforeVerbs, links, nothing] = [
    ARTICLES[language],
    BEFORE_VERBS[language],
    LINKS[language],
    TELLS_NOTHING[language],
  ];
  return {
    isOutside: ({ stopWord, surface }) => stopWord[language] || NO_PART[language].test(surface),
    isArticle: ({ surface }) => articles.has(surface),
    isSureArticle: ({ surface }) =>
      articles.has(surface) && !(language === 'fr' && PRONOUNS_TOO.has(surface)),
    isBeforeVerbs: ({ surface }) => beforeVerbs.has(surface),
    isBetweenEqual: ({ surface }) => BETWEEN_EQUAL[language].has(surface),
    isLink: ({ surface }) => links.has(surface),
    tells: ({ surface }) => !nothing.has(surface),
    isDoubtful: ({ surface }) => language === 'fr' && FRENCH_INFINITIVE.test(surface),
    goTogether: language === 'fr' ? agreesInFrench : (_, second) => !ENGLISH_NO_HEAD.test(second),
  };
}

function agreesInFrench(first: string, second: string): boolean {
  const [isMany, areMany] = [first, second].map(word => /[sxz]$/u.test(word));
  if (FRENCH_VERB.test(second) || isMany !== areMany) return false;
  const [noun, adjective] = [first, second].map(word => word.replace(/s$/u, '')) as [string, string];
  return !adjective.endsWith('e') || FRENCH_EITHER_GENDER.test(adjective) || FRENCH_FEMININE.test(noun);
}
