import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const subjects = [
  'télétravail',
  'badge',
  'congé',
  'mutuelle',
  'parking',
  'cantine',
  'formation',
  'imprimante',
  'salle',
  'note de frais',
];

/** Writes `count` French Markdown files of about `words` words each, every one with a rule of its own (`code-17`). */
export function writeRuleFiles(folder: string, count: number, words = 600): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const subject = subjects[index % subjects.length] ?? 'règle';
    const sentences = Array.from({ length: Math.ceil(words / 12) }, (_, line) => {
      return `La règle ${index}-${line} sur le sujet ${subject} s’applique à tous les salariés du bureau numéro ${index}.`;
    });
    const path = join(folder, `règle-${String(index).padStart(3, '0')}.md`);
    writeFileSync(
      path,
      `# Règle ${index} : ${subject}\n\nLe repère de cette règle est zorglub${index}.\n\n${sentences.join('\n\n')}\n`,
    );
    return path;
  });
}

/** The sample documents that ship with Foyer. */
export function sampleFolder(language: 'fr' | 'en'): string {
  return join(import.meta.dirname, '..', '..', 'resources', 'samples', language);
}

/** A PDF of one page with these lines, in Latin letters and a font of the viewer; `title` is in its metadata. */
export function onePagePdf(lines: readonly string[], title?: string): Buffer {
  return pagedPdf([lines], title);
}

/** The same of several pages, each a list of lines. */
export function pagedPdf(pages: readonly (readonly string[])[], title?: string): Buffer {
  const escaped = (text: string) => text.replaceAll(/[\\()]/g, '\\$&');
  const first = 4; // the number of the first page: catalogue, list of pages and font come before
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, index) => `${first + 2 * index} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, index) => {
      const text = lines.map(line => `(${escaped(line)}) Tj 0 -16 Td`).join(' ');
      const content = Buffer.from(`BT /F1 12 Tf 72 720 Td ${text} ET`, 'latin1');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${first + 2 * index + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`,
      ];
    }),
    ...(title === undefined ? [] : [`<< /Title (${escaped(title)}) >>`]),
  ];
  const info = title === undefined ? '' : ` /Info ${objects.length} 0 R`;
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${info} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
