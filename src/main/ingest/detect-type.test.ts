import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { detectType } from './detect-type.ts';

const zip = (names: string[]): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(names.map(name => [name, Buffer.from('<x/>')]))));

async function outcome(content: Buffer | string, name = 'file'): Promise<string> {
  try {
    return await detectType(Buffer.from(content), name);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

describe('detectType', () => {
  it.each([
    ['%PDF-1.7\n', 'a.docx', 'pdf'],
    [`${' '.repeat(300)}%PDF-1.4`, 'a.txt', 'pdf'],
    ['<!DOCTYPE html><p>x', 'a.txt', 'html'],
    ['<?xml version="1.0"?><!-- c --><html xmlns="http://www.w3.org/1999/xhtml"><body>x', 'a', 'html'],
    [
      '<script>alert(1)</script><p>La cantine ouvre à midi pour tout le personnel de la maison.</p>',
      'a',
      'html',
    ],
    [
      '<style>p { color: red }</style>\n<span>Ouvert</span> à midi, pour tout le personnel de la maison',
      'a',
      'html',
    ],
    ['<nav><a href="/">Accueil</a></nav>La cantine ouvre à midi pour tout le personnel.', 'a.txt', 'html'],
    ['Il faut écrire <div> puis </div> autour du texte.', 'a.html', 'text'],
    ['# Titre\n\nTexte **gras** et [lien](https://exemple.fr).\n\n## Deux\n', 'a', 'markdown'],
    ['# Titre\n\nTexte.', 'notes.md', 'markdown'],
    ['# Titre\n\nTexte.', 'notes.txt', 'text'],
    ['Bonjour', 'a.md', 'text'],
    ['nom;prix\nstylo;2', 'a.csv', 'csv'],
    ['nom;prix\nstylo;2', 'a.txt', 'text'], // two lines are no table yet
    ['nom;prix\nstylo;2\ncrayon;3', 'a.txt', 'csv'],
    ['Nom\tVille\nAlice\tLyon\nBob\tParis\n', 'a', 'csv'],
    ['id|name|city\n1|Ann|York\n2|Ben|Bath\n', 'a', 'csv'],
    ['sep=;\nun;deux', 'a', 'csv'],
    ['id,text\n1,"one, two\nand three"\n2,four\n', 'a', 'csv'],
    ['1,2,3\r\na,b,c,d\r\na,b,c,d', 'a.csv', 'csv'],
    ['# Titre\n\nTexte **gras**, et [lien](https://exemple.fr).\n\n## Deux\n', 'a.csv', 'markdown'],
    ['| a | b |\n| --- | --- |\n| 1 | 2 |\n', 'a', 'text'],
    ['a | b\n--- | ---\n1 | 2\n3 | 4\n', 'a', 'text'],
    ['Bonjour, dit-il.\nSalut, dit-elle.\nAlors, on y va, dit-il.\n', 'a.txt', 'text'],
    ['Dupont, Jean\nMartin, Paul\nDurand, Luc\nPetit, Anne\n', 'a.txt', 'text'],
    [
      '2024-01-02 10:00\tINFO\tstart\n2024-01-02 10:01\tWARN\tslow\n2024-01-02 10:02\tINFO\tend\n',
      'a.log',
      'text',
    ],
    ['int a;\nint b;\nint c;\n', 'a.c', 'text'],
    ['{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n{"a": 5, "b": 6}\n', 'a.txt', 'json'],
    ['Le vent se lève,\nIl faut tenter de vivre,\nL’air immense ouvre et referme,\n', 'a.csv', 'text'],
    ['BM samples were analysed by karyotype.', 'a.txt', 'text'], // the signature of a bitmap
    ['solid evidence was found in each of them.', 'a.txt', 'text'], // of a shape
    ['II. Des congés payés\n\nLe salarié a droit à…', 'a.txt', 'text'],
    ['%!PS-Adobe-3.0\n/Helvetica findfont', 'a.txt', 'document.unsupported'],
    ['<?xml version="1.0"?><facture><total>3</total></facture>', 'a.xml', 'xml'],
    ['<facture><total>3</total></facture>', 'a.txt', 'xml'],
    ['<?xml version="1.0"?><rss><d><![CDATA[<p><b>a</b></p><p>b</p>]]></d></rss>', 'a', 'xml'],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>', 'a.svg', 'text'],
    ['<note> is how one begins, and </note> how it ends.', 'a.xml', 'text'],
    ['{"total": 3}', 'a.txt', 'json'],
    ['\ufeff// prices\n[{"a": 1,}]', 'a', 'json'],
    ['{"a": 1}\n{"a": 2}\n', 'a.log', 'json'],
    ['{"list": [{"a": 1}, {"a": ', 'a.json', 'json'], // cut short
    [`[${'{"a": 12, "b": "mot"},'.repeat(5_000)}`, 'a', 'json'],
    ['[1] Dupont, Les quais, 2004.', 'a.json', 'text'],
    ['{ total: 3 } is no JSON', 'a.json', 'text'],
    ['<!DOCTYPE html><p>x', 'a.json', 'html'],
    ['WEBVTT - Réunion\n\n00:01.000 --> 00:02.000\nBonjour', 'a.txt', 'subtitles'],
    ['1\r\n00:00:01,000 --> 00:00:02,000\r\nBonjour\r\n', 'a', 'subtitles'],
    ['From a@b.fr Mon Mar 11 09:15:00 2024\nFrom: a@b.fr\nMessage-ID: <1@b>\n\nx', 'a', 'mailbox'],
    ['From: a@b.fr\nMessage-ID: <1@b>\n\nx', 'a', 'mail'],
    ['', 'a.pdf', 'document.empty'],
    ['{\\rtf1\\ansi texte}', 'a.doc', 'rtf'],
    [
      Buffer.from('MZ\u0090\u0000\u0003\u0000'.padEnd(400, '\u0000'), 'latin1'),
      'a.pdf',
      'document.unsupported',
    ],
    [
      Buffer.from(`\u007fELF\u0002\u0001\u0001${'\u0000'.repeat(100)}`, 'latin1'),
      'a.txt',
      'document.unsupported',
    ],
    [
      Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 256)),
      'a.txt',
      'document.unsupported',
    ],
    [zip(['[Content_Types].xml', 'word/document.xml']), 'a.zip', 'docx'],
    [zip(['[Content_Types].xml', 'xl/workbook.xml']), 'a.docx', 'xlsx'],
    [zip(['mimetype', 'content.xml']), 'a.ods', 'document.unsupported'], // it does not say that it is one
    [zip(['[Content_Types].xml', 'ppt/presentation.xml']), 'a.docx', 'pptx'],
    [zip(['mimetype', 'META-INF/container.xml']), 'a.docx', 'archive'],
    [zip(['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf']), 'a.docx', 'epub'],
    [zip(['notes.txt']), 'a.docx', 'archive'],
    [Buffer.from(`PK\u0005\u0006${'\u0000'.repeat(18)}`, 'latin1'), 'a.zip', 'document.empty'],
    [zip(['[Content_Types].xml', 'word/document.xml']).subarray(0, 90), 'a.docx', 'document.damaged'],
  ])('%# %s', async (content, name, expected) => {
    expect(await outcome(content, name)).toBe(expected);
  });

  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    'takes text in %s for text, marked or not',
    async encoding => {
      for (const addBOM of [true, false]) {
        const file = (text: string): Buffer => Buffer.from(iconv.encode(text, encoding, { addBOM }));
        expect(await outcome(file('Ouvert à 9:15\r\n'))).toBe('text');
        expect(await outcome(file('<html><body><p>Ouvert à 9:15'))).toBe('html');
        expect(await outcome(file('# Heures\n\nOuvert à **9:15**, voir [ici](https://exemple.fr).'))).toBe(
          'markdown',
        );
      }
    },
  );

  it('takes sound that begins like UTF-16 for sound', async () => {
    const noise = Buffer.from(
      Array.from({ length: 4_000 }, (_, index) => (index * index * 31 + index * 7) % 256),
    );
    for (const start of [
      [0xff, 0xfe, 0x14, 0xc4],
      [0xff, 0xfb, 0x90, 0x64],
    ])
      expect(await outcome(Buffer.concat([Buffer.from(start), noise]))).toBe('document.unsupported');
  });

  it('tells an encrypted Office file from a legacy one', async () => {
    const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    const encrypted = Buffer.concat([
      signature,
      Buffer.alloc(500),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(await outcome(encrypted, 'a.docx')).toBe('document.encrypted');
    expect(await outcome(Buffer.concat([signature, Buffer.alloc(500)]), 'a.doc')).toBe(
      'document.unsupported',
    );
  });
});
