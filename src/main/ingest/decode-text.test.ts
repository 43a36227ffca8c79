import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeMarkup, decodeText } from './decode-text.ts';

const FRENCH =
  'L’été dernier, la société a versé des indemnités de congés payés à ses salariés. Le solde dû s’élève à 1 250 €, ' +
  'où qu’ils aient été employés ; ça ne gêne personne, même à Noël. Où est la règle ? Là-bas, près de la mairie.\r\n';
const LATIN_9 = "Le cœur du sujet : 12 € payés à l'année où l'œuvre est livrée.";
const DOS = '┌──────┐\r\n│ Côté │\r\n└──────┘\r\nDéjà payé à la caisse.';
const PLAIN_FRENCH = 'Un resume en francais : déjà vu à côté.';
const JAPANESE =
  '有給休暇の日数は、勤続年数に応じて増えます。詳しくは人事部にお問い合わせください。\n'.repeat(4);
const RUSSIAN =
  'Работник имеет право на ежегодный оплачиваемый отпуск продолжительностью двадцать восемь дней.\n'.repeat(
    4,
  );
const ARABIC =
  'في قرية من القرى كان هناك رجل حكيم يعرف كل شيء عن الحياة وكان يعلم الناس كيف يعيشون بسلام.\n'.repeat(3);

describe('decodeText', () => {
  it.each([
    ['utf-8', FRENCH],
    ['utf-16le', FRENCH],
    ['utf-16be', FRENCH],
    ['utf-16le', JAPANESE],
    ['utf-16be', JAPANESE.replaceAll('\n', '')],
    ['utf-16le', 'Ouvert à 9:15'],
    ['utf-32le', FRENCH],
    ['utf-32be', JAPANESE],
    ['windows-1252', FRENCH],
    ['windows-1252', PLAIN_FRENCH],
    ['iso-8859-15', LATIN_9],
    ['macintosh', FRENCH],
    ['cp850', DOS],
    ['cp437', DOS],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['gb18030', '员工每年享有带薪年假，具体天数根据工龄确定。\n'.repeat(6)],
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['windows-1256', ARABIC],
  ])('reads %s without a mark: %s', (encoding, text) => {
    // The table that writes Mac Roman is older than the euro.
    const written = encoding === 'macintosh' ? text.replaceAll('€', 'E') : text;
    expect(decodeText(Buffer.from(iconv.encode(written, encoding))).text).toBe(written);
  });

  it('reads Japanese mail, which switches alphabets by escape sequences', () => {
    const shifted = Buffer.from(iconv.encode('有給休暇の日数', 'euc-jp')).map(byte => byte & 0x7f);
    const bytes = Buffer.concat([Buffer.from('\u001b$B'), shifted, Buffer.from('\u001b(B ok')]);
    expect(decodeText(bytes).text).toBe('有給休暇の日数 ok');
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le'])('believes the mark of %s and drops it', encoding => {
    const bytes = Buffer.from(iconv.encode('é', encoding, { addBOM: true }));
    expect(decodeText(bytes)).toEqual({ text: 'é', encoding });
  });

  it('believes valid UTF-8 over a declaration, and a declaration over a guess', () => {
    expect(decodeText(Buffer.from('déjà'), 'windows-1252').text).toBe('déjà');
    const polish = 'Zażółć gęślą jaźń';
    expect(decodeText(Buffer.from(iconv.encode(polish, 'iso-8859-2')), 'iso-8859-2').text).toBe(polish);
  });

  it.each([
    ['windows-1250', 'A kőműves űrlapja: č, š, ž.'],
    ['iso-8859-2', 'Příliš žluťoučký kůň.'],
    ['windows-1251', 'Все лодки застрахованы.'],
    ['koi8-r', 'Все лодки застрахованы.'],
    ['windows-1253', 'Όλα τα σκάφη.'],
    ['windows-1254', 'Işık güneşi çok güzel.'],
    ['windows-1255', 'כל הסירות.'],
  ])('believes XML and pages that say %s', (encoding, text) => {
    for (const page of [
      `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`,
      `<meta charset="${encoding}"><p>${text}`,
    ])
      expect(decodeMarkup(Buffer.from(iconv.encode(page, encoding))).text).toBe(page);
  });

  it('drops half a character at the end', () => {
    expect(decodeText(Buffer.concat([Buffer.from('\ufeffmidi', 'utf16le'), Buffer.from('m')])).text).toBe(
      'midi',
    );
  });

  it('keeps UTF-8 that is broken in one place', () => {
    const bytes = Buffer.concat([Buffer.from('é'.repeat(2_000)), Buffer.from([0xc3]), Buffer.from(' fin')]);
    expect(decodeText(bytes).text).toMatch(/^é{2000}\ufffd fin$/u);
  });
});
