/*
 * What kind of thing a question asks for, and how it looks in a text. Patterns see the text as it stands, since capitals
 * and figures tell most.
 */

const NUMBER_WORDS =
  'deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|cents|mille|million|millions|milliard|milliards|' +
  'two|three|four|five|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|billion|half|twice|double|triple|moitié|tiers|quart|aucun|aucune|none|one|une? seule?';
const MONTHS =
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|april|may|june|july|august|september|october|november|december';
const WEEKDAYS =
  'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const DURATION_UNITS =
  'secondes?|minutes?|heures?|jours?|journées?|nuits?|semaines?|mois|trimestres?|semestres?|ans?|années?|décennies?|siècles?|saisons?|seconds?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?|century|centuries|seasons?|h|min|ms';
const MEASURES =
  'mm|cm|m|km|km²|m²|ha|hectares?|mètres?|kilomètres?|metres?|meters?|kilometres?|kilometers?|miles?|feet|foot|pieds?|inches|pouces?|kg|g|tonnes?|tons?|kilos?|grammes?|grams?|litres?|liters?|l|ml|degrés?|degrees?|°C?|°F|kW|W|V|A|Hz|GHz|MHz|Go|Mo|GB|MB|octets|bytes|km/h|mph|bars?|points?|%';
const CURRENCIES = '€|\\$|£|¥|euros?|dollars?|livres?|pounds?|francs?|CHF|EUR|USD|GBP|centimes?|cents?';
const LANGUAGES =
  'français|anglais|allemand|espagnol|italien|portugais|néerlandais|arabe|chinois|japonais|russe|latin|grec|polonais|turc|breton|basque|corse|occitan|french|english|german|spanish|italian|portuguese|dutch|arabic|chinese|japanese|russian|greek|polish|turkish|hebrew|hindi|swedish|danish';
const COLOURS =
  'rouge|bleue?|verte?|jaune|noire?|blanche?|blanc|grise?|orange|rose|violette?|violet|marron|brune?|dorée?|argentée?|red|blue|green|yellow|black|white|gr[ae]y|pink|purple|brown|golden|silver';

/** Words end at what is no letter; `\b` knows no accents. */
function word(alternatives: string): string {
  return `(?<!\\p{L})(?:${alternatives})(?!\\p{L})`;
}

const FIGURE = `\\d|${word(NUMBER_WORDS)}`;
const NAME =
  /(?<=[\p{L}\d,;:)»”"’'-]\s+|[dl]['’])\p{Lu}\p{Ll}[\p{L}'’-]*|^\p{Lu}[\p{L}'’-]+\s+(?:(?:de|du|des|van|von|of|the)\s+)?\p{Lu}\p{Ll}\p{L}*/u;

/** What a question may ask for. */
export type AskedKind = {
  name:
    | 'person'
    | 'money'
    | 'count'
    | 'measure'
    | 'duration'
    | 'days'
    | 'hours'
    | 'date'
    | 'place'
    | 'language'
    | 'colour'
    | 'reason'
    | 'definition'
    | 'figure';
  /** Whether a text holds one. */
  holds(text: string): boolean;
};

type Rule = { asks: RegExp; name: AskedKind['name']; looks: RegExp };

const rule = (name: AskedKind['name'], asks: string, looks: string | RegExp, flags = 'iu'): Rule => ({
  name,
  asks: new RegExp(asks, 'iu'),
  looks: typeof looks === 'string' ? new RegExp(looks, flags) : looks,
});

/** The first that fits decides: the narrow before the wide. */
const RULES: readonly Rule[] = [
  rule(
    'days',
    `${word('quels?|which|what')}\\s+(?:jours?|days?)(?!\\p{L})|quel jour|(?:on )?(?:which|what) days?`,
    `${word(WEEKDAYS)}|${word(MONTHS)}|\\d{1,2}[/.]\\d{1,2}|${word('every day|tous les jours|chaque jour|week-?ends?|daily')}`,
  ),
  rule(
    'hours',
    `${word('quelle heure|quelles heures|quels? (?:sont les )?horaires|horaires?|what time|opening hours|what hours')}`,
    `\\d{1,2}\\s?(?:[:h]\\s?\\d{0,2}|heures?|am|pm|a\\.m\\.|p\\.m\\.)|${word('midi|minuit|noon|midnight|24/24')}`,
  ),
  rule(
    'duration',
    `${word("combien de temps|combien d[e’'] ?(?:minutes|heures|jours|semaines|mois|ans|années)|pendant combien|how long|how many (?:minutes|hours|days|nights|weeks|months|years)")}|${word('quelle?s? (?:est|sont|était)? ?(?:la|le|les)? ?(?:durée|délai|période|préavis|what is the (?:duration|deadline|period))')}|${word('durée|délai')}`,
    `(?:${FIGURE}|${word('une?|an?|quelques|several|a few')})[\\s-]*(?:${word(`${NUMBER_WORDS}|à|to|et|ou|or|ouvrés?|ouvrables?|calendar|working|business|et demi`)}[\\s-]*)*${word(DURATION_UNITS)}|${word('toujours|indefinitely|illimitée?|à vie|for life|unlimited')}`,
  ),
  rule(
    'money',
    `${word('combien (?:coûte|coute|vaut|ça coûte|faut-il payer|paie|gagne|touche)\\p{L}*|how much (?:does|do|did|is|are|was|will|must|should|can)|à quel prix|cost|costs|price|prices?|fee|fees|prix|tarifs?|montant|coûte?|coût|salaire|salary|loyer|rent|budget|amende|fine|taux|rate|pourcentage|percentage|remises?|discounts?|rabais|réductions?')}|how much`,
    `\\d[\\d\\s.,]*\\s?(?:${CURRENCIES}|%)|(?:${CURRENCIES})\\s?\\d|${word('gratuit(?:e|s|es|ement)?|free|pour ?cent|percent')}|${word(NUMBER_WORDS)}\\s+${word(CURRENCIES)}`,
  ),
  rule(
    'measure',
    `${word("quelle?s? (?:est|sont|était|fut)? ?(?:la|le|les|l[’'])? ?(?:taille|hauteur|longueur|largeur|profondeur|superficie|surface|altitude|distance|vitesse|température|poids|masse|capacité|volume|puissance|âge|débit)|quelle (?:est|était) la population")}|${word('how (?:tall|high|deep|wide|far|fast|heavy|big|large|old|hot|cold)')}|${word('what (?:is|was|are) the (?:height|length|width|depth|area|altitude|distance|speed|temperature|weight|mass|capacity|volume|power|age|population)')}|${word('à quel âge|à quelle (?:vitesse|distance|hauteur|altitude|profondeur|température)|combien (?:mesure|pèse|de kilomètres|de mètres)')}`,
    `(?:${FIGURE})[\\d\\s.,]*\\s?(?:${word(`${MEASURES}|${DURATION_UNITS}|${NUMBER_WORDS}|habitants|inhabitants|people|personnes`)}|%|°|€|$)|\\d`,
  ),
  rule(
    'count',
    `${word('combien|how many|quel(?:le)? (?:est le )?nombre|what number|nombre de|number of|how often|combien de fois')}`,
    FIGURE,
  ),
  rule(
    'language',
    `${word('quelles? langues?|what languages?|which languages?|en quelle langue')}`,
    word(LANGUAGES),
  ),
  rule(
    'colour',
    `${word('quelles? couleurs?|what colou?rs?|which colou?rs?|de quelle couleur')}`,
    word(COLOURS),
  ),
  rule(
    'date',
    `^\\W*${word('quand|when')}|${word("c[’']est quand|when (?:was|were|did|do|does|is|are|will|can|must|should)|à partir de quand|jusqu[’']à quand|depuis quand|quelle date|à quelle date|quelle année|en quelle année|quel (?:mois|siècle)|à quelle époque|what (?:year|date|month|century)|which (?:year|month|century)|until when|since when|deadline|date limite|échéance")}`,
    `(?<!\\d)(?:1\\d{3}|20\\d{2})(?!\\d)|\\d{1,2}[/.]\\d{1,2}|${word(MONTHS)}|${word(WEEKDAYS)}|${word('siècle|century|avant|après|dès|before|after|within|hier|demain|aujourd’hui|printemps|été|automne|hiver|spring|summer|autumn|winter|fin|début|lors|pendant|au plus tard|at the latest')}|${FIGURE}\\s?${word(DURATION_UNITS)}`,
  ),
  rule(
    'person',
    `^\\W*(?:[àaÀ] qui|qui|chez qui|avec qui|de qui|par qui|who|whom|whose|by whom|to whom)(?!\\p{L})|${word("quel(?:le)?s? (?:personne|auteur|roi|reine|empereur|président|architecte|peintre|écrivain|acteur|actrice|philosophe|savant|général|directeur|directrice|responsable|dirigeant|médecin|artiste|compositeur|réalisateur|joueur|pape|ministre)s?|which (?:person|author|king|queen|emperor|president|architect|painter|writer|actor|philosopher|general|director|manager|doctor|artist|composer|player|pope|minister)|what is the name of|comment s[’']appelle|comment se nomme")}`,
    NAME,
    'u',
  ),
  rule(
    'place',
    `${word("où|d[’']où|dans quel(?:le)?s? (?:pays|ville|région|lieu|endroit|rue|bâtiment|salle|département|province|île|quartier|commune)|en quel lieu|à quel endroit|where|in (?:which|what) (?:country|city|town|region|place|street|building|room|state|province|county)|what is the capital|quelle est la capitale")}`,
    `${word('à|au|aux|en|dans|sur|sous|chez|près|rue|avenue|boulevard|place|bâtiment|étage|bureau|in|at|on|near|behind|beside|next to|street|room|floor|building|office|north|south|east|west|nord|sud|est|ouest')}`,
  ),
  rule(
    'reason',
    `${word('pourquoi|pour quelles? raisons?|why|what reasons?|for what reason|à cause de quoi|how come')}`,
    `${word('car|parce|puisque|afin|pour|raison|cause|grâce|because|since|due|so that|in order|reason|therefore|thanks|to avoid|caused?|permet(?:tre)?')}`,
  ),
  rule(
    'definition',
    `qu[’']est[- ]ce qu(?:e|’|')|${word("c[’']est quoi|définition|que signifie|que veut dire|en quoi consiste|what is an?|what are|define|meaning of|what does .* mean")}`,
    word('est|sont|désigne|consiste|permet|correspond|signifie|appelle|is|are|means|refers|consists|denotes'),
  ),
];

/** What a question asks for; null when it shows in no word of it. */
export function askedKind(question: string): AskedKind | null {
  const found = RULES.find(({ asks }) => asks.test(question));
  return found === undefined ? null : { name: found.name, holds: text => found.looks.test(text) };
}
