import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createDocumentBuilder } from './document-builder.ts';
import { extractDocument } from './extract.ts';
import { extractText } from './formats/text.ts';
import { gibberishWarning, isGibberish } from './gibberish.ts';
import { LETTER_PAIRS } from './letter-pairs.ts';
import { letterRarity } from './letter-rarity.ts';

const FRENCH =
  'La société verse chaque année à ses salariés une prime de transport dont le montant dépend de la distance entre le domicile et le lieu de travail. Les bateaux amarrés au ponton nord paient davantage pendant la saison, sauf accord écrit du gérant. ';
const ENGLISH =
  'Every boat that is moored in the marina must be insured against damage to others, and the certificate is shown at the office before the first of May. Dogs are allowed on the quays when kept on a short lead. ';
const LANGUAGES: Record<string, string> = {
  German:
    'Jedes Boot, das im Hafen festgemacht wird, muss gegen Schäden versichert sein; die Bescheinigung wird vor dem ersten Mai vorgelegt. Rechtsschutzversicherungsgesellschaften zahlen nicht. ',
  Polish:
    'Każda łódź zacumowana w przystani musi być ubezpieczona od szkód wyrządzonych innym, a zaświadczenie okazuje się w biurze przed pierwszym maja. Wszczęto postępowanie. ',
  Czech:
    'Každá loď kotvící v přístavu musí být pojištěna proti škodám způsobeným jiným osobám. Čtvrtek, zmrzlina, prst, smrt, vlk a čtvrtletí. ',
  Finnish:
    'Jokaisen satamaan kiinnitetyn veneen on oltava vakuutettu, ja todistus esitetään toimistossa ennen toukokuun ensimmäistä päivää. Hyväksyttyjä menettelyjä. ',
  Vietnamese:
    'Mọi tàu thuyền neo đậu trong bến phải được bảo hiểm thiệt hại cho người khác, và giấy chứng nhận được xuất trình tại văn phòng. ',
  Turkish:
    'Marinaya bağlanan her teknenin başkalarına verilecek zararlara karşı sigortalı olması gerekir; belge mayıs ayından önce gösterilir. ',
  Welsh:
    'Rhaid i bob cwch sydd wedi ei angori yn y marina fod wedi ei yswirio, a dangosir y dystysgrif yn y swyddfa cyn y cyntaf o Fai. ',
  Russian:
    'Каждое судно, стоящее в гавани, должно быть застраховано от ущерба, причинённого другим, а свидетельство предъявляется в конторе. ',
  Greek: 'Κάθε σκάφος που δένει στη μαρίνα πρέπει να είναι ασφαλισμένο για ζημιές σε τρίτους. ',
  Arabic: 'يجب أن يكون كل قارب راسٍ في المرسى مؤمّنًا ضد الأضرار، وتقدّم الشهادة في المكتب قبل أول مايو. ',
  Chinese: '停泊在码头的每艘船都必须投保，证书须在五月一日之前在办公室出示。费用按年支付，不予退还。',
  Japanese:
    '港に係留されるすべての船は保険に加入しなければならず、証明書は五月一日までに事務所で提示します。',
};

const shifted = (text: string, by: number): string =>
  text.replace(/[a-z]/giu, letter => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + by) % 26) + first);
  });
/** What a font gives whose glyphs are numbered in the order of ASCII, and whose map is lost. */
const numbered = (text: string): string =>
  text.replace(/\S/gu, letter => String.fromCharCode(Math.max(33, (letter.charCodeAt(0) % 256) - 29)));
const noise = (count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, (_, index) => 33 + ((index * index * 31 + index * 7_919) % 222)));
const misread = (text: string, written: string, read: string): string =>
  iconv.decode(iconv.encode(text, written), read);

describe('isGibberish', () => {
  it.each([
    ['letters put for others, French', shifted(FRENCH.repeat(6), 3)],
    ['letters put for others, English', shifted(ENGLISH.repeat(6), 5)],
    ['glyph numbers', numbered(ENGLISH.repeat(6))],
    ['binary data', iconv.decode(noise(1_500), 'windows-1252')],
    ['unknown characters', '\ufffd\ufffda \ue000\ue001\ufffd '.repeat(150)],
    [
      'Russian taken for Western',
      misread((LANGUAGES['Russian'] ?? '').repeat(8), 'windows-1251', 'windows-1252'),
    ],
    ['Chinese taken for Western', misread((LANGUAGES['Chinese'] ?? '').repeat(20), 'gbk', 'windows-1252')],
    [
      'Japanese taken for Western',
      misread((LANGUAGES['Japanese'] ?? '').repeat(20), 'shift_jis', 'windows-1252'),
    ],
    ['English taken for UTF-16', Buffer.from(ENGLISH.repeat(8)).toString('utf16le')],
  ])('tells %s', (_, text) => {
    expect(isGibberish(text.slice(0, 1_500))).toBe(true);
  });

  it.each([
    ['French', FRENCH],
    ['English', ENGLISH],
    ...Object.entries(LANGUAGES),
    ['figures', '| 1042 | 17/03/2024 | 1 250,00 | 12 ± 0,5 | 4.2e-7 |\n'],
    [
      'parts',
      '| PPR-2285 | brz pdy M8x40 | QTY 12 | 28.20 | STK-A4 |\n| QZT-2286 | SS SHKL 10mm | QTY 3 | 29.55 | HW |\n',
    ],
    ['abbreviations', 'BMS CFR NATO VHF UTC GMT HTML HTTP TCP DNS XML PDF RGPD CNIL SNCF MWh kWh kbps '],
    [
      'names',
      'Krzysztof Szczepański, Mbwana Nkrumah, Nguyễn Thị Hương, Đorđe Grbić, Þórður Hrafnkelsson, Xhevdet Gjykçi, ',
    ],
    [
      'assembly',
      'movq %rsp, %rbp\nsubq $32, %rsp\ncallq _strcmp\ntestl %eax, %eax\njmpq *%rcx\npushq %rbx\nretq\n',
    ],
    ['DNA', 'ACGTTGCATGCCGATTACGCATGC '],
    ['proteins', 'MKVLAAGIVGLCAKRTWQPLSDEFHNYV QLKRTSGWPMNVDCAYHIFE\n'],
    ['codes', 'XKJR-2231 PQRW/9981 ZTVB.0042 GHJK-7719 '],
    ['checksums', 'deadbeef0123456789abcdef 4a7d1ed414474e4033ac29ccb8653d9b\n'],
    ['formulas', 'a²+b²=c², x×y÷z ≤ ½·π·r², ∑ αᵢ·βᵢ ± ε, 20 °C, µm³, §§ 4–7\n'],
    ['a frame', '╔════════╦══════╗\n║ Côté   ║ 12 € ║\n╚════════╩══════╝\n'],
  ])('leaves %s alone', (_, text) => {
    expect(isGibberish(text.repeat(Math.ceil(1_500 / text.length)).slice(0, 1_500))).toBe(false);
  });

  it('leaves code alone', () => {
    for (const name of readdirSync(import.meta.dirname).filter(
      file => file.endsWith('.ts') && file !== 'letter-pairs.ts',
    )) {
      const source = readFileSync(join(import.meta.dirname, name), 'utf8');
      expect(gibberishWarning(extractText(source)), name).toBeNull();
    }
  });

  it('measures how unlike French and English words are', () => {
    const bits = (text: string): number => letterRarity(text.match(/\p{L}{4,}/gu) ?? [], LETTER_PAIRS).bits;
    expect(bits(FRENCH)).toBeLessThan(3.8);
    expect(bits(ENGLISH)).toBeLessThan(3.8);
    expect(bits(shifted(ENGLISH, 3))).toBeGreaterThan(6);
    expect(letterRarity(['été', 'œuvre', 'жук'], LETTER_PAIRS).letters).toBe(4 + 7 + 1);
  });
});

describe('a document that cannot be read', () => {
  const read = (text: string) =>
    extractDocument({ bytes: Buffer.from(text), fileName: 'a.txt', onProgress: () => undefined });

  it('says so, and how much of it', async () => {
    const good = Array.from({ length: 30 }, () => ENGLISH.repeat(3)).join('\n\n');
    const bad = Array.from({ length: 10 }, () => shifted(ENGLISH.repeat(3), 3)).join('\n\n');
    expect((await read(good)).warnings).toEqual([]);
    const { text, warnings } = await read(`${good}\n\n${bad}`);
    expect(warnings).toMatchObject([{ kind: 'garbled', unit: 'characters', total: text.length, places: [] }]);
    expect(warnings[0]?.unread).toBeGreaterThan(bad.length * 0.7);
    expect(warnings[0]?.unread).toBeLessThan(bad.length * 1.3);
  });

  it('names the pages', () => {
    const builder = createDocumentBuilder();
    for (let page = 1; page <= 12; page += 1) {
      builder.startPage();
      builder.add('paragraph', page === 4 || page === 9 ? shifted(FRENCH.repeat(4), 3) : FRENCH.repeat(4));
    }
    expect(gibberishWarning(builder.build(null))).toEqual({
      kind: 'garbled', unread: 2, total: 12, unit: 'pages', places: ['4', '9'],
    }); // prettier-ignore
  });

  it('says nothing of code', () => {
    const builder = createDocumentBuilder();
    builder.add('paragraph', ENGLISH);
    builder.add('code', shifted(ENGLISH.repeat(30), 3));
    expect(gibberishWarning(builder.build(null))).toBeNull();
  });

  it('takes no time over a long one', () => {
    const document = extractText(`${ENGLISH.repeat(8)}\n\n`.repeat(5_000));
    const startedAt = performance.now();
    expect(gibberishWarning(document)).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
