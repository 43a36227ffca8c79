import { either } from './plain-clauses.ts';

/** All on plain words: `quelqu’un` is « quelqu un », `à` is « a ». */

const LEAD_IN = `(?:${either(
  'bonjour',
  'bonsoir',
  'salut',
  'merci',
  'oui',
  'non',
  'ok',
  'ah',
  'bon',
  'alors',
  'et',
  'mais',
  'donc',
  'sinon',
  'en fait',
  'du coup',
  'plutot',
  'svp',
  'stp',
  's il vous plait',
  's il te plait',
  'excusez moi',
  'pardon',
  'est ce que',
  'dites moi',
  'madame',
  'monsieur',
)} )*`;

const QUALITY = either('vraie?', 'veritable', 'autre', 'seule?', 'bonn?e?');
const TRADE = either(
  'etre humaine?',
  'humaine?',
  'personne',
  'conseill(?:er|ere)',
  'teleconseill(?:er|ere)',
  'agente?',
  'operat(?:eur|rice)',
  'employee?',
  'collaborat(?:eur|rice)',
  'responsable',
  'interlocut(?:eur|rice)',
  'correspondante?',
  'technicien(?:ne)?',
  'commerciale?',
  'representante?',
  'superieure?',
  'contact humain',
  'specialiste',
  'standardiste',
  'secretaire',
  'gestionnaire',
  'membre (?:de l|de votre|du) \\w+',
  'assistante? humaine?',
);
const TRADES = either(
  'humains',
  'personnes',
  'gens',
  'conseill(?:er|ere)s',
  'agents',
  'operateurs',
  'employes',
  'collaborateurs',
  'responsables',
  'techniciens',
  'commerciaux',
  'representants',
  'specialistes',
  'equipes',
  'collegues',
  'superieurs',
);
const SERVICE = either(
  'services? clients?',
  'service clientele',
  'service commercial',
  'service technique',
  'service apres vente',
  'sav',
  'support(?: technique| client)?',
  'standard',
  'secretariat',
  'accueil',
  'equipe',
  'bureau',
);
const SOMEONE = either('quelqu un', 'quelquun', 'qqu?n', 'qqun');

/** A person of the office, as whoever asks knows them: not by name, and not as anybody's but theirs. */
const PERSON = either(
  `${SOMEONE}(?: (?:de |d )?(?:reel|humain|vrai|competent|autre|bien))?`,
  `une? (?:${QUALITY} )*${TRADE}(?: (?:reel(?:le)?|physique|humaine?|en chair et en os|clientele|client))?`,
  `(?:de vrai(?:e?s) |des |vos |l un de vos |l une de vos |un de vos |une de vos |un des )${TRADES}`,
  'votre (?:responsable|superieur|chef|patron|directeur|directrice)',
  `(?:le |la |l |votre |ton |au |du |un |vos )?${SERVICE}`,
);
/** To someone, contracted with the word before. */
const TO_PERSON = either(
  `(?:a |avec )${PERSON}`,
  `(?:au |aux )(?:${SERVICE}|responsable|gerant|directeur|patron|chef)`,
);

const SPEAK = `(?:me |m )?${either('parler', 'discuter', 'echanger', 'dialoguer', 'causer', 'adresser', 'converser', 'chatter', 'entretenir')} (?:directement )?${TO_PERSON}`;
const REACH = either(
  `(?:joindre|contacter|appeler|telephoner a) (?:directement )?${PERSON}`,
  `avoir (?:directement )?${PERSON} (?:au (?:telephone|bout du fil)|en ligne|en direct)`,
  `prendre rendez vous avec ${PERSON}|avoir un rendez vous avec ${PERSON}`,
  '(?:vous (?:parler|appeler|joindre|telephoner)|parler avec vous)(?: (?:au|par) telephone| de vive voix| directement)?',
  `etre (?:mise? en (?:relation|contact|communication|rapport) avec|transferee? (?:a|vers)|dirigee? vers|redirigee? vers|orientee? vers) ${PERSON}`,
  `(?:me )?(?:mettre en (?:relation|contact) avec|entrer en (?:contact|relation) avec|prendre contact avec) ${PERSON}`,
);
const CALLED_BACK = either(
  'etre (?:rappelee?|recontactee?|contactee?|appelee?)',
  `(?:que )?(?:l )?(?:qu )?(?:on|quelqu un|vous|une personne|un conseiller) (?:me|m) (?:rappell?ez?|rappelle|recontacte|contacte|appelle|recontactiez|rappeliez|contactiez)`,
  'un (?:rappel|appel)(?: telephonique)?',
);
const CONTACT = either(SPEAK, REACH, CALLED_BACK);
/** Words that may also want a person for something else: nothing but courtesy may follow. */
const HAVE = `(?:avoir|voir|rencontrer) (?:directement )?${PERSON}`;

/** What may follow without making it a question about something else. */
const POLITE_TAIL = either(
  's il (?:vous|te) plait',
  'svp',
  'stp',
  'merci',
  'maintenant',
  'tout de suite',
  'immediatement',
  'rapidement',
  'vite',
  'directement',
  'en direct',
  'en ligne',
  'ici',
  'aujourd hui',
  'demain',
  'plutot',
  'd autre',
  'au (?:telephone|sujet|plus vite|bout du fil|\\d)',
  'par (?:telephone|mail|courriel)',
  'de vive voix',
  'de (?:chez vous|l equipe|l agence|la societe|l entreprise|votre|mon|ma|mes|ce|cette|competent|reel|vrai|disponible)',
  'd un (?:probleme|dossier)',
  'du (?:service|bureau|cabinet)',
  'a (?:propos|ce sujet|ce numero)',
  'a l (?:agence|accueil|aise)',
  'concernant',
  'pour (?:m|me|nous|mon|ma|mes|en|parler|discuter|repondre|un|une|ce|cette|ca)',
  'sur',
  'qui (?:m|me|nous|peut|puisse|pourrait|pourra|saura|sache|connait|comprend|comprenne|parle|repond)',
  'et',
  'car',
  'parce que',
  'plus tard',
  'des que',
  'ou',
  'si possible',
  'dans (?:la journee|votre)',
);
const ASIDE = '(?:pendant|durant|lors|lorsque|quand|en cas|avant|apres|si (?!possible))';
const OPEN_END = `(?! ${ASIDE})(?= |$)`;
const POLITE_END = `(?: ${POLITE_TAIL}\\b.*)?$`;

const I_WISH = either(
  'je (?:veux|veut|voudrais?|souhaite|souhaiterais|desire|desirerais|prefere|prefererais|demande a|demande|cherche a|tiens a|exige de)(?: bien| juste| simplement| vraiment| plutot)?',
  'besoin (?:de|d)',
  'j (?:aimerais|exige de|ai (?:juste |vraiment )?besoin (?:de|d))(?: bien| mieux| autant| juste| vraiment| plutot)?',
  'jveux',
  'jvoudrais',
  'on (?:veut|voudrait|souhaite|aimerait)',
  'nous (?:voulons|voudrions|souhaitons|souhaiterions|aimerions)',
);
const MAY_I = either(
  '(?:puis|peux|pourrais|pourrai) je',
  'je (?:peux|pourrais|peut|peu)',
  '(?:peut|pourrait) on',
  'on (?:peut|pourrait)',
  '(?:pouvons|pourrions) nous',
  '(?:est|serait) (?:il|ce) possible (?:de|d)',
  '(?:c est|ce serait|y a t il moyen|il y a moyen|moyen) (?:possible )?(?:de|d)',
  'comment (?:puis je|je peux|peut on|on peut|faire pour|je fais pour|pourrais je|est ce que je peux)?',
  'ou (?:puis je|je peux|peut on)',
);
const NAMED =
  '(?:m|mr|mme|mlle|monsieur|madame|maitre|me|docteur|dr|le (?:patron|gerant|directeur|chef)|la (?:directrice|patronne|gerante))';
const PROFESSIONAL =
  'une? (?:avocate?|notaire|juriste|medecin|docteur|comptable|infirmi(?:er|ere)|courti(?:er|ere)|banqui(?:er|ere)|formateur)';
const MACHINE = either(
  'robot',
  'bot',
  'chatbot',
  'machine',
  'ordinateur',
  'ia',
  'intelligence artificielle',
  'automate',
  'repondeur',
);
const NOT_BEFORE = '(?<!\\b(?:si|quand|lorsque|quoi|pourquoi|comme|puisque) )';
const CALL_TAIL = either(
  's il (?:vous|te) plait',
  'svp',
  'stp',
  'merci',
  'maintenant',
  'aujourd hui',
  'demain',
  'vite',
  'rapidement',
  'plus tard',
  'des que',
  'des maintenant',
  'au (?:plus|0|\\d|numero|sujet)',
  'a (?:propos|ce numero|mon|partir|\\d)',
  'sur mon',
  'ce (?:soir|matin|midi)',
  'cet(?:te)? \\w+',
  'le (?:matin|soir|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|\\d)',
  'lundi',
  'mardi',
  'mercredi',
  'jeudi',
  'vendredi',
  'dans (?:la|l|une|un)',
  'entre',
  'vers',
  'par telephone',
  'concernant',
  'pour (?:en |un |une |que |qu |mon |ma |me |m )',
  'quand vous (?:pouvez|pourrez|serez|aurez|voulez)',
  '\\d',
);
const CALL_END = `(?: ${CALL_TAIL}.*)?$`;

export const FRENCH_WISHES = [
  // Je voudrais parler à quelqu’un.
  `${NOT_BEFORE}\\b${I_WISH} ?(?:${CONTACT})${OPEN_END}`,
  `${NOT_BEFORE}\\b${I_WISH} ?(?:parler|discuter|echanger|rendez vous) (?:a|avec) (?:${NAMED}|${PROFESSIONAL})\\b`,
  // Je voudrais un conseiller.
  `^${LEAD_IN}${I_WISH} ?${either(HAVE, PERSON, `(?:une? )?${TRADE}`, 'aide humaine')}${POLITE_END}`,
  // Puis-je parler à quelqu’un ? Comment joindre un conseiller ?
  `^${LEAD_IN}${MAY_I} ?${either(SPEAK, REACH, HAVE, 'etre (?:rappelee?|recontactee?|contactee?|appelee?)', 'me faire rappeler')}${POLITE_END}`,
  `^${LEAD_IN}${MAY_I} ?(?:parler|discuter) (?:a|avec) ${NAMED}\\b`,
  // Un humain. Parler à un conseiller, s’il vous plaît.
  `^${LEAD_IN}${either(SPEAK, REACH, HAVE, PERSON, TRADE, 'etre (?:rappelee?|recontactee?)', 'une? rappel', '(?:je )?prefere(?:rais)? une? humaine?')}(?: (?:s il (?:vous|te) plait|svp|stp|merci|vite|maintenant|tout de suite))*$`,
  // Pouvez-vous me passer un conseiller ? Transférez-moi à quelqu’un.
  `^${LEAD_IN}(?:(?:pouvez|pourriez|peux|pourrais) (?:vous|tu) |tu peux |vous pouvez |merci de |veuillez )?${either(
    '(?:me )?(?:passer|passez|donner|donnez|trouver|trouvez|transferer|transferez|mettre|mettez|diriger|dirigez|orienter|orientez|rediriger|redirigez|connecter|connectez)(?: moi)?',
    '(?:passe|donne|transfere|mets|dirige|connecte) moi',
  )} (?:en (?:relation|contact|communication|ligne) )?(?:a |avec |vers |au )?${PERSON}${POLITE_END}`,
  // Rappelez-moi. Pouvez-vous me rappeler ? Quelqu’un peut-il m’appeler ?
  `^${LEAD_IN}(?:faites|fais|pouvez vous|pourriez vous|peux tu)(?: demander (?:a ${PERSON} )?| faire en sorte |(?: moi)? )(?:moi rappeler|rappeler|de (?:me|m) (?:rappeler|appeler|contacter|recontacter)|qu (?:on|une personne|un conseiller|il|quelqu un) (?:me|m) (?:rappelle|appelle|contacte|recontacte))${CALL_END}`,
  `^${LEAD_IN}(?:rappelez|appelez|recontactez|contactez|rappelle|appelle|recontacte|telephonez) moi${CALL_END}`,
  `^${LEAD_IN}(?:merci de|veuillez|(?:pouvez|pourriez) vous|(?:peux|pourrais) tu|vous pouvez|tu peux) (?:bien )?(?:me |m )(?:rappeler|appeler|recontacter|contacter|telephoner|faire rappeler)${CALL_END}`,
  `^${LEAD_IN}(?:${SOMEONE}|une (?:vraie )?personne|un conseiller|un humain|un agent) (?:peut(?: il| elle)?|pourrait(?: il| elle)?|peux) (?:me |m )(?:rappeler|appeler|recontacter|contacter|telephoner|repondre|aider|parler)${CALL_END}`,
  // Y a-t-il quelqu’un ?
  `^${LEAD_IN}(?:y a t il|il y a|ya|y a|est ce qu il y a) ${either(SOMEONE, 'une vraie personne', 'un humain', 'un conseiller', 'un etre humain')}(?: (?:ici|la|de disponible|disponible|en ligne|au bout|derriere|a qui (?:parler|je peux parler|je pourrais parler)|pour (?:me|m|nous) \\w+|qui (?:peut|pourrait) (?:me|m|nous) \\w+).*)?$`,
  // Je ne veux pas parler à un robot.
  `\\bje (?:n|ne )?(?:veux|souhaite|voudrais) (?:pas|plus) (?:parler|discuter|echanger|d)? ?(?:a |avec )?(?:une? |d une? )?${MACHINE}\\b`,
  `^${LEAD_IN}(?:une? )?(?:humaine?|personne|vraie personne)(?: et)? pas (?:une? )?${MACHINE}\\b`,
  `\\b(?:marre|assez) (?:de parler (?:a|avec)|de|d) (?:une? |ce |cette |cet )?${MACHINE}\\b`,
];
