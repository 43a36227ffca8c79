import { fold } from './fold.ts';

const setOf = (...lines: string[]) => new Set(lines.flatMap(line => line.split('|')));

/** What programs and templates call a document nobody named, in French and English; folded, no punctuation. */
const GENERIC = setOf(
  'about blank|annexe|annex|appendix|attachment|blank|blank page|book|bookmark|brouillon|classeur|copie|copy|couverture',
  'cover|cover page|default|diapo|diapositive|doc|document|document numerise|document sans nom|document sans titre',
  'document title|document titre|document word|draft|en tete|export|fax|feuil|feuille|feuille de calcul|fichier|file',
  'heading|home|home page|html|image|img|index|input|insert title here|layout|mise en page|modele|modele de document',
  'my document|mon document|n a|new document|new page|new presentation|no name|no title|none|nouveau|nouveau document',
  'nouvelle page|nouvelle presentation|null|output|page|page d accueil|page de garde|page title|pdf|pdf document',
  'document pdf|photo|piece jointe|powerpoint presentation|pptx presentation|presentation|presentation de powerpoint',
  'presentation powerpoint|presentation sans titre|print|printing|impression|sans nom|sans titre|scan|scanned document',
  'numerisation|section|sheet|slide|spreadsheet|subtitle|sous titre|table|tableau|telechargement|download|temp|template',
  'test|text|texte|title|title page|titre|titre de la page|titre de la presentation|titre du document|titre du rapport',
  'tmp|type the document title|undefined|unknown|inconnu|untitled|untitled document|untitled page|untitled design',
  'untitled presentation|untitled spreadsheet|workbook|word|word document|welcome|bienvenue|accueil|your title',
  'your title here|votre titre|votre titre ici|click to add title|click to edit master title style|company name',
  'cliquez pour ajouter un titre|cliquez et modifiez le titre|cliquez pour modifier le style du titre',
  'modifiez le style du titre|nom de l entreprise|title of document|title goes here|entrez le titre|saisissez le titre',
  'lorem ipsum|lorem ipsum dolor sit amet|microsoft word document|document microsoft word|microsoft excel worksheet',
  'feuille de calcul microsoft excel|presentation microsoft powerpoint|microsoft powerpoint presentation|sans objet',
  'no subject|aucun objet|pas de titre|index html|index htm|index php|default aspx|form|formulaire|page of|page sur|slide of|diapositive sur|xxx|toto|foo',
);

/** Programs and machines that write their own name there. */
const PRODUCERS = setOf(
  'word|excel|powerpoint|publisher|outlook|visio|onenote|office|access|docs|sheets|slides|pages|numbers|keynote',
  'writer|impress|calc|draw|acrobat|acrobat distiller|acrobat pdfmaker|distiller|reader|indesign|illustrator|photoshop',
  'pagemaker|framemaker|quarkxpress|latex|latex with hyperref|latex with hyperref package|tex output|pdftex|pdflatex',
  'xetex|luatex|xelatex|dvips|dvipdfm|groff|troff|ghostscript|gpl ghostscript|afpl ghostscript|itext|itextsharp|fpdf',
  'tcpdf|dompdf|mpdf|reportlab|reportlab pdf|wkhtmltopdf|weasyprint|jasperreports|jasper report|crystal reports',
  'crystal report|oracle reports|birt report|pdfcreator|cutepdf|cutepdf writer|bullzip|primopdf|nitro|foxit|chromium',
  'chrome|firefox|safari|skia pdf|quartz pdfcontext|mac os x quartz pdfcontext|pscript|pscript dll|canva|notion',
  'evernote|digital sending device|bizhub|scanner|multifunction|mfp|camscanner|scanned with camscanner|scansnap',
  'libreoffice|openoffice|openoffice org|wordperfect|sas output|matlab|stata|spss output|adobe|microsoft|ricoh|xerox',
);
const MAKERS = setOf(
  'microsoft|ms|adobe|apple|google|libreoffice|openoffice|hp|ricoh|canon|xerox|konica|minolta|epson',
);
const VERSION_WORDS = setOf('version|v|release|rel|cc|cs|pro|for|windows|mac|library|by|c|r|mp|x');

/** What scanners, cameras and printers put before a number or a date. */
const COUNTED_BY_A_MACHINE = setOf(
  'scan|scanned|scanned image|scanned document|numerisation|img|image|pic|picture|dsc|dscn|dscf|pxl|mvi|vid|skm|skmbt',
  'sharp|xerox|epson|canon|hp|ricoh|brother|brw|mx|km|ccf|cci|fax|efax|camscanner|adobe scan|photo|pdf|doc|document',
  'file|fichier|screenshot|screen shot|capture|capture d ecran|whatsapp image|whatsapp document|received|attachment',
  'print|impression|job|spool|export|output|download|unnamed|page|numerise|copieur|copier|mfp',
);

/** What says which copy of a document it is. */
const COPY_MARKS = setOf(
  'copy|copie|final|finale|definitif|version|ver|v|rev|revision|draft|brouillon|new|nouveau',
);
const COPY_PREFIX = /^(?:(?:copie de|copy of|re|fw|fwd|tr) )+/u;

/** Headings that open a part of any document and name none. */
const SECTIONS = setOf(
  'abstract|agenda|annexes|appendices|article|avant propos|chapitre|chapter|contents|executive summary|foreword',
  'introduction|ordre du jour|overview|partie|part|preamble|preambule|preface|references|resume|sommaire|summary',
  'synthese|table des matieres|table of contents|titre premier|objet|object|objectif|objectifs|objectives|purpose',
  'bibliographie|bibliography|conclusion|contexte|context|background|generalites|general|merci|thank you|questions',
  'contact|contacts|scope|champ d application|definitions|article premier|chapitre premier|chapter one|plan',
);

const DATE_WORDS = setOf(
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul',
  'aug|sep|sept|oct|nov|dec|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre',
  'janv|fevr|avr|juil|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi',
  'samedi|dimanche|mon|tue|wed|thu|fri|sat|sun|er|st|nd|rd|th|le|the|of|du|au|to|q|t|am|pm|at|h|utc|gmt|date',
);

const PATH = /^(?:[a-z]:[\\/]|\\\\|file:|https?:|ftp:|about:|localhost|www\.|~?\/[\w.-]+\/|\.{1,2}[\\/])/iu;
const EMAIL = /[^\s@<>]+@[^\s@<>]+/u;
const GUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/iu;
const HASH = /^(?=.*\d)[0-9a-f]{12,}$/iu;
/** UTF-16 read as bytes, characters that no alphabet has. */
const GARBLED = /^(?:þÿ|ÿþ)|[\ufffd\ue000-\uf8ff]/u;
const PLACEHOLDER = /^(?:\[[^\]]*\]|<[^>]*>|\{[^}]*\}|%\w+%|\$\{?\w+\}?)$/u;
/** `NF EN 13306`, `ISO 9001:2015`: few letters, and yet a name. */
const STANDARD = /^\p{Lu}{2,}(?:[ /-]\p{Lu}{2,})* \d[\d .:/-]*$/u;

const JUDGED_CHARACTERS = 500; // a longer title is no title, and foreign text must not cost time
const LEAST_SHARE_OF_LETTERS = 0.4;
/** A token this long that mixes figures and short runs of letters is an identifier. */
const LONG_IDENTIFIER = 16;
const CASE_CHANGES_OF_BASE64 = 4;

/** Whether a title says nothing of what the document is about. Judged by itself, without the text. */
export function isJunkTitle(title: string): boolean {
  const given = title.slice(0, JUDGED_CHARACTERS).trim();
  if (PATH.test(given) || EMAIL.test(given) || GUID.test(given) || HASH.test(given)) return true;
  if (GARBLED.test(given) || PLACEHOLDER.test(given)) return true;
  const tokens = tokensOf(given);
  const isCounted = tokens.some(isNumber) && COUNTED_BY_A_MACHINE.has(phrase(withoutCounting(tokens)));
  if (isCounted || isProducer(tokens) || isDate(tokens)) return true;
  const bare = phrase(withoutCopyMarks(tokens));
  if (bare === '' || GENERIC.has(bare) || GENERIC.has(phrase(tokens.filter(token => !isNumber(token)))))
    return true;
  if (new Set(bare.replaceAll(' ', '')).size <= 1) return true; // XXXX
  return hasFewLetters(given) || isIdentifier(given);
}

/** Whether a heading opens a part of a document, as any document has it, and so cannot be its name. */
export function isSectionHeading(heading: string): boolean {
  const tokens = tokensOf(heading.slice(0, JUDGED_CHARACTERS)).filter(
    token => !isNumber(token) && !/^[ivxlc]+$/u.test(token),
  );
  return SECTIONS.has(phrase(tokens));
}

function tokensOf(text: string): string[] {
  return fold(text).match(/\p{L}+|\p{N}+/gu) ?? [];
}

const phrase = (tokens: readonly string[]): string => tokens.join(' ');
const isNumber = (token: string): boolean => /^\p{N}+$/u.test(token);

function withoutLast(tokens: readonly string[], drops: (token: string) => boolean): string[] {
  const last = tokens.findLastIndex(token => !drops(token));
  return tokens.slice(0, last + 1);
}

/** Without `copie de`, `(2)`, `v3`, `final`. */
function withoutCopyMarks(tokens: readonly string[]): string[] {
  const after = phrase(tokens).replace(COPY_PREFIX, '').split(' ');
  return withoutLast(after, token => isNumber(token) || COPY_MARKS.has(token) || token === '');
}

/** Without the number or the date and time at the end. */
function withoutCounting(tokens: readonly string[]): string[] {
  return withoutLast(tokens, token => isNumber(token) || token.length === 1 || DATE_WORDS.has(token));
}

function isProducer(tokens: readonly string[]): boolean {
  const named = tokens.filter(token => !isNumber(token) && !VERSION_WORDS.has(token));
  if (PRODUCERS.has(phrase(named))) return true;
  const first = named.findIndex(token => !MAKERS.has(token));
  return first > 0 && PRODUCERS.has(phrase(named.slice(first)));
}

function isDate(tokens: readonly string[]): boolean {
  return tokens.some(isNumber) && tokens.every(token => isNumber(token) || DATE_WORDS.has(token));
}

function hasFewLetters(given: string): boolean {
  if (STANDARD.test(given)) return false;
  const letters = given.match(/\p{L}/gu)?.length ?? 0;
  const marks = given.match(/\S/gu)?.length ?? 0;
  return letters < 2 || letters < marks * LEAST_SHARE_OF_LETTERS;
}

/** One token of letters and figures mixed: `F0012B-77`, `AN00345_v2`, `aHR0cHM6Ly9leGFtcGxl`. */
function isIdentifier(given: string): boolean {
  if (/\s/u.test(given) || !/\p{N}/u.test(given)) return false;
  const runs = given.match(/\p{L}+/gu) ?? [];
  const letters = runs.join('').length;
  const figures = given.match(/\p{N}/gu)?.length ?? 0;
  const longest = Math.max(0, ...runs.map(run => run.length));
  const caseChanges = given.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0;
  if (given.length >= LONG_IDENTIFIER && (longest < 4 || caseChanges >= CASE_CHANGES_OF_BASE64)) return true;
  return figures >= letters || longest < 3;
}
