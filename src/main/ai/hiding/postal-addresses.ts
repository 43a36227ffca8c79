/** Words that hardly ever follow a number but in an address. */
const STREET = 'rue|avenue|av\\.|boulevard|boul\\.|bd|bld|allée|impasse|ruelle|faubourg|chaussée';
/** These are also counted: two places, three lessons (« cours »). A name with a capital tells. */
const MAYBE_STREET =
  'place|pl\\.|chemin|quai|cours|route|rte|square|passage|sentier|esplanade|promenade|résidence|lotissement|lieu-dit|hameau|villa|cité|voie|rond-point|parvis|montée|traverse|clos';
const JOINING = "(?:(?:de|du|des|la|le|les|aux?|à|en|sur|et)\\s+|(?:l|d|de l)['’]\\s?)";
const NAME = "\\p{Lu}(?:\\.|[\\p{L}'’-]*)"; // an initial has its point
const NUMBER = '(?<![\\p{L}\\p{N}.,/°-])\\d{1,4}(?:\\s?(?:bis|ter|quater)|\\s?[A-D](?![\\p{L}]))?,?\\s+';
const REST = `(?:[ -]${JOINING}*(?:${NAME}|(?<=\\p{L} )\\d{1,4}(?!\\d)))*`;
const TOWN =
  "(?:\\s*[,\\n–-]?\\s*(?:(?:BP|CS)\\s?\\d+\\s*,?\\s*)?(?:F-)?\\d{5}\\s+\\p{Lu}[\\p{L}'’-]*(?:[ -](?:(?:sur|sous|en|de|la|le|les|du|des|lès)[ -])*\\p{Lu}[\\p{L}'’-]*)*(?:\\s+(?:cedex|CEDEX|Cedex))?(?:(?<=cedex|CEDEX|Cedex)\\s+\\d{1,2}(?!\\d))?)?";

const FRENCH = [
  new RegExp(
    `${NUMBER}(?:${cased(STREET)})\\s+${JOINING}*(?:${NAME}${REST}|\\p{Ll}[\\p{L}'’-]{2,})${TOWN}`,
    'gu',
  ),
  new RegExp(`${NUMBER}(?:${cased(MAYBE_STREET)})\\s+${JOINING}*${NAME}${REST}${TOWN}`, 'gu'),
];

const ENGLISH_STREET =
  'Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Square|Terrace|Close|Crescent|Gardens|Row|Mews|Parkway|Highway';
const ENGLISH = new RegExp(
  "(?<![\\p{L}\\p{N}.,/-])(?!(?:19|20)\\d{2}\\s)\\d{1,5}[A-Z]?\\s+(?:\\p{Lu}[\\p{L}'’.-]*\\s+|\\d{1,3}(?:st|nd|rd|th)\\s+){1,4}" +
    `(?:${ENGLISH_STREET})(?![\\p{L}])\\.?(?:,?\\s+(?:Apt|Suite|Flat|Unit)\\.?\\s*\\w+)?` +
    "(?:,\\s*\\p{Lu}[\\p{L}'’-]*(?![\\p{L}\\d])(?: \\p{Lu}[\\p{L}'’-]*(?![\\p{L}\\d])){0,2})?" +
    '(?:,?\\s+(?:[A-Z]{2}\\s+\\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]?\\s*\\d[A-Z]{2})(?![\\p{L}\\p{N}]))?',
  'gu',
);

/**
 * Streets with their number, and the town that follows. A town, or a street without a number, is left: too many words look
 * like one.
 */
export function postalAddresses(text: string): { start: number; end: number }[] {
  return [...FRENCH, ENGLISH].flatMap(pattern =>
    [...text.matchAll(pattern)].map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
  );
}

/** As they are written within a sentence, at the beginning of a line, and in capitals. */
function cased(words: string): string {
  return words
    .split('|')
    .flatMap(word => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()])
    .join('|');
}
