/** Names of glyphs that are neither a letter nor a letter with an accent, as fonts name them (Adobe Glyph List). */
const NAMED: Record<string, string> = {
  space: ' ',
  exclam: '!',
  quotedbl: '"',
  numbersign: '#',
  dollar: '$',
  percent: '%',
  ampersand: '&',
  quotesingle: "'",
  parenleft: '(',
  parenright: ')',
  asterisk: '*',
  plus: '+',
  comma: ',',
  hyphen: '-',
  minus: '−',
  period: '.',
  slash: '/',
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  colon: ':',
  semicolon: ';',
  less: '<',
  equal: '=',
  greater: '>',
  question: '?',
  at: '@',
  bracketleft: '[',
  backslash: '\\',
  bracketright: ']',
  underscore: '_',
  braceleft: '{',
  bar: '|',
  braceright: '}',
  asciitilde: '~',
  exclamdown: '¡',
  questiondown: '¿',
  cent: '¢',
  sterling: '£',
  yen: '¥',
  Euro: '€',
  section: '§',
  paragraph: '¶',
  degree: '°',
  plusminus: '±',
  multiply: '×',
  divide: '÷',
  copyright: '©',
  registered: '®',
  trademark: '™',
  bullet: '•',
  ellipsis: '…',
  endash: '–',
  emdash: '—',
  quoteleft: '‘',
  quoteright: '’',
  quotedblleft: '“',
  quotedblright: '”',
  quotesinglbase: '‚',
  quotedblbase: '„',
  guillemotleft: '«',
  guillemotright: '»',
  guilsinglleft: '‹',
  guilsinglright: '›',
  periodcentered: '·',
  onehalf: '½',
  onequarter: '¼',
  threequarters: '¾',
  ordfeminine: 'ª',
  ordmasculine: 'º',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  oslash: 'ø',
  Oslash: 'Ø',
  lslash: 'ł',
  Lslash: 'Ł',
  eth: 'ð',
  Eth: 'Ð',
  thorn: 'þ',
  Thorn: 'Þ',
  dcroat: 'đ',
  Dcroat: 'Đ',
  germandbls: 'ß',
  dotlessi: 'ı',
  longs: 'ſ',
  ff: 'ff',
  fi: 'fi',
  fl: 'fl',
  ffi: 'ffi',
  ffl: 'ffl',
  mu: 'µ',
  radical: '√',
  summation: '∑',
  product: '∏',
  integral: '∫',
};

const ACCENTS: Record<string, string> = {
  acute: '\u0301',
  grave: '\u0300',
  circumflex: '\u0302',
  dieresis: '\u0308',
  tilde: '\u0303',
  ring: '\u030a',
  cedilla: '\u0327',
  caron: '\u030c',
  breve: '\u0306',
  ogonek: '\u0328',
  dotaccent: '\u0307',
  macron: '\u0304',
  hungarumlaut: '\u030b',
  commaaccent: '\u0326',
};
const ACCENTED = new RegExp(`^(\\p{L})(${Object.keys(ACCENTS).join('|')})$`, 'u');
/** Forms of a character that some fonts write into its name without a dot: `threeoldstyle`, `Asmall`, `parenleftbig`. */
const FORM =
  /^(.+?)(?:oldstyle|small|smallcap|superior|inferior|fitted|lining|tabular|proportional|swash|alt|display|bigg?|Bigg?)$/u;

function componentText(name: string): string | null {
  if (/^\p{L}$/u.test(name)) return name;
  const named = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (named !== undefined) return named;
  const code = /^(?:uni|u)((?:[0-9A-F]{4})+|[0-9A-F]{5,6})$/u.exec(name)?.[1];
  if (code !== undefined) return codePoints(code);
  const [, letter, accent] = ACCENTED.exec(name) ?? [];
  if (letter !== undefined && accent !== undefined)
    return (letter + (ACCENTS[accent] ?? '')).normalize('NFC');
  const form = FORM.exec(name)?.[1];
  return form === undefined ? null : componentText(form);
}

function codePoints(digits: string): string | null {
  const codes = digits.length % 4 === 0 ? (digits.match(/.{4}/gu) ?? []) : [digits];
  const numbers = codes.map(code => Number.parseInt(code, 16));
  const areCharacters = numbers.every(
    code => code > 0x1f && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff),
  );
  return areCharacters ? String.fromCodePoint(...numbers) : null;
}

/**
 * The characters that a glyph's name stands for: `three.oldstyle` is 3, `A.sc` is A, `f_f_i` is ffi, `uni00E9` is é.
 * Null for names that say nothing (`g34`). The rules are those of Adobe's specification of glyph names.
 */
export function glyphNameText(name: string): string | null {
  const base = name.split('.')[0] ?? '';
  if (base === '') return null;
  const parts = base.split('_').map(componentText);
  return parts.every(part => part !== null) ? parts.join('') : null;
}
