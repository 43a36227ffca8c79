import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endingOf, headingsOf, readFile } from '../../../../tests/support/read-file.ts';

/** Saved by LibreOffice in the format of Word 97 to 2003. */
const file = readFileSync(new URL('../../../../tests/documents/old-word.doc', import.meta.url));
/** Where the stream with the text begins: the mark of Word. */
const header = file.indexOf(Buffer.from('eca5', 'hex'));

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(file);
  change(bytes);
  return bytes;
}

describe('a Word file of before 2007', () => {
  it('is read as Word shows it: headings, lists, tables, notes, boxes, what stands on each page', async () => {
    const document = await readFile(file, 'reglement.doc');
    expect(document.mediaType).toBe('application/msword');
    expect(document.language).toBe('fr');
    expect(headingsOf(document)).toEqual(['1 Les quais', '2 Les tarifs']);
    expect(
      document.blocks.map(({ kind, start, end }) => `${kind}: ${document.text.slice(start, end)}`),
    ).toEqual([
      'paragraph: Port de Flimberville',
      'heading: Les quais',
      'paragraph: Le quai nord ouvre à sept heures[1], le quai sud à neuf heures précises — c’est « l’œuvre » du maire.',
      'paragraph: [1] Huit heures en hiver.',
      // What is hidden between them is not shown.
      'paragraph: Avant après.',
      'list: 1. Fermer la grille\n  a) avec la clé\n  b) sans la clé\n2. Éteindre le phare\n- Un point',
      'heading: Les tarifs',
      'table: | Bateau | Prix |\n| --- | --- |\n| Voilier | 12 € |',
      'paragraph: Voir le site du port[i].',
      'paragraph: La fin.',
      'paragraph: Encadré : sonner la cloche.',
      'paragraph: Confidentiel',
      'paragraph: [i] Selon l’arrêté 12.',
    ]);
  });

  it('is told to be protected, of before 1997, or damaged', async () => {
    expect(header).toBeGreaterThan(0);
    const flags = file.readUInt16LE(header + 10);
    expect(await endingOf(changed(bytes => bytes.writeUInt16LE(flags | 0x01_00, header + 10)))).toBe(
      'document.protected',
    );
    expect(await endingOf(changed(bytes => bytes.writeUInt16LE(104, header + 2)))).toBe(
      'document.unsupported',
    );
    expect(await endingOf(changed(bytes => bytes.fill(0xff, header + 0x1_a2, header + 0x1_aa)))).toBe(
      'document.damaged',
    );
  });

  it('that is broken anywhere is read, or told to be damaged, and never breaks its reader', async () => {
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const endings = new Set<unknown>();
    for (let round = 0; round < 120; round += 1)
      endings.add(
        await endingOf(
          changed(bytes => {
            for (let count = 0; count < 12; count += 1) bytes[512 + next(bytes.length - 512)] = next(256);
          }),
        ),
      );
    const plain = [
      'ready',
      'document.damaged',
      // Beyond the end of a buffer: as damaged as any other, says the process that reads.
      'ERR_OUT_OF_RANGE',
      'document.empty',
      'document.no_text',
      'document.protected',
      'document.unsupported',
      'document.too_large',
    ];
    expect([...endings].filter(ending => !plain.includes(String(ending)))).toEqual([]);
    expect(endings).toContain('ready');
  });
});
