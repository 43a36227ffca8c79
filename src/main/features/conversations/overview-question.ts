import type { Language } from '#shared/contract/vocabulary.ts';

const DOCUMENTS_FR =
  '(?:(?:ces|les|tes|vos|ses|mes) (?:documents?|fichiers?|textes?|sources?|données|connaissances)|ce (?:document|fichier|chatbot|bot)|(?:ta|votre|la) base(?: de connaissances)?|tout (?:ça|cela))';
const DOCUMENTS_EN =
  '(?:(?:these|the|your|those|all (?:the|these)|my) (?:documents?|files?|texts?|sources?|knowledge(?: base)?|data)|this (?:document|file|chatbot|bot)|this|it all)';
const POLITE_FR =
  "(?:(?:bonjour|salut|dis-moi|dites-moi|peux-tu me dire|pouvez-vous me dire|s'il te plaît|s'il vous plaît|svp)[, ]*)?";
const POLITE_EN = '(?:(?:hello|hi|hey|please|so|tell me|can you tell me|could you tell me)[, ]*)?';

/** Whole questions only: « que sais-tu des congés ? » asks about leave. */
const ASKED: Record<Language, RegExp> = {
  fr: new RegExp(
    `^${POLITE_FR}(?:de quoi (?:parlent|parle|traitent|traite) (?:donc )?${DOCUMENTS_FR}|(?:que|qu'est-ce que) (?:contiennent|contient|disent|racontent) ${DOCUMENTS_FR}|` +
      `(?:qu'y a-t-il|qu'est-ce qu'il y a|il y a quoi|on trouve quoi|que trouve-t-on) dans ${DOCUMENTS_FR}|${DOCUMENTS_FR} (?:parlent|parle|traitent|contiennent) de quoi|` +
      `quel(?:le)?s sont (?:tes|vos) (?:documents|fichiers|sources|sujets|thèmes|connaissances)|quels sont les (?:sujets|thèmes)(?: (?:abordés|traités))?|` +
      `quel(?:le)?s (?:documents|fichiers|sources|sujets|thèmes|connaissances|informations) (?:as-tu|avez-vous|connais-tu|connaissez-vous|sont disponibles|sont abordés|abordes-tu|tu connais|couvres-tu|traites-tu|traitez-vous|possèdes-tu)|` +
      `(?:que|qu'est-ce que) (?:sais-tu|savez-vous|tu sais|vous savez|connais-tu|peux-tu|pouvez-vous|tu peux|vous pouvez)(?: faire)?(?: pour (?:moi|nous))?|` +
      `(?:en quoi|comment) (?:peux-tu|pouvez-vous|tu peux|vous pouvez)(?: (?:m'aider|nous aider|aider))|à quoi (?:sers-tu|servez-vous|tu sers)|` +
      `sur quoi (?:puis-je|peut-on|je peux) (?:t'|vous |te )?(?:interroger|questionner|poser des questions)|(?:quelles|quel genre de|quel type de) questions (?:puis-je|peut-on|je peux) (?:te |vous )?poser|` +
      `résume(?:z|-moi)? ${DOCUMENTS_FR}|liste(?:z|-moi)? ${DOCUMENTS_FR}|(?:présente-toi|présentez-vous)|(?:qui es-tu|qui êtes-vous|tu es qui|t'es qui|c'est quoi ce (?:bot|chatbot))|aide)$`,
    'iu',
  ),
  en: new RegExp(
    `^${POLITE_EN}(?:what (?:are|is) ${DOCUMENTS_EN}(?: all)? about|what (?:do|does) ${DOCUMENTS_EN} (?:contain|cover|say|talk about|deal with|include)|what(?:'s| is) in ${DOCUMENTS_EN}|` +
      `what are your (?:documents|files|sources|topics|subjects)|(?:what|which) (?:documents|files|sources|topics|subjects|information|things) (?:do you|can you|are|does this|do these|have you)(?: (?:have|know|cover|know about|hold|help with|talk about|there|available|got|answer|documents cover|bot cover))+|` +
      `what (?:can|could|do) you (?:help(?: me| us)?(?: with)?|do(?: for (?:me|us))?|know|tell me|answer|offer|know about)|how (?:can|could|do) you help(?: me| us)?|what are you (?:for|able to do)|` +
      `(?:what|which)(?: (?:sort|kind)s? of)? questions can i ask(?: you)?|what can i ask(?: you)?(?: about)?|what do you do|` +
      `(?:summari[sz]e|list|describe) ${DOCUMENTS_EN}|who are you|what are you|introduce yourself|help)$`,
    'iu',
  ),
};

/** The language of a question that asks what the documents are, or what the chatbot can do; null for any other. */
export function overviewAsked(question: string): Language | null {
  const plain = question
    .replaceAll(/[’ʼ]/gu, "'")
    .replaceAll(/[?!.…;:«»"“”]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  if (ASKED.fr.test(plain)) return 'fr';
  return ASKED.en.test(plain) ? 'en' : null;
}
