import type { DocumentBuilder } from '../document-builder.ts';
import type { BlockKind } from '../ports.ts';

const QUOTED_LINE = /^(?:> ?)+/u;
/** "On Monday, Ines wrote:", "Le lundi 11 mars, Inès a écrit :", in a line or two. */
const MAX_INTRODUCTION_CHARACTERS = 300;

/** The headers that mail programs write above the earlier mail, in the languages that Foyer's offices get mail in. */
const SENDER = /^\*?(?:From|De|Von|Da|Van)\*? ?: ?\*?.+/iu;
const TIME = /^\*?(?:Sent|Date|Envoyé|Envoyé le|Gesendet|Datum|Inviato|Enviado|Data|Fecha|Verzonden)\*? ?:/iu;
const SUBJECT = /^\*?(?:Subject|Objet|Betreff|Oggetto|Asunto|Assunto|Onderwerp)\*? ?:/iu;
const DIVIDER = /^[-_]{2,}(?:.*[-_]{2,})?$/u;
const MAX_DIVIDER_CHARACTERS = 200;
const MAX_HEADER_LINES = 10;

/** The lines of an earlier mail's headers: its sender, and all that stand in the block; null for anything else. */
function earlierHeaders(block: string): { sender: string; others: string } | null {
  const lines = block.split('\n', MAX_HEADER_LINES + 1).map(line => line.trim());
  const first = lines[0] ?? '';
  const start = first.length <= MAX_DIVIDER_CHARACTERS && DIVIDER.test(first) ? 1 : 0;
  const sender = lines[start] ?? '';
  if (!SENDER.test(sender)) return null;
  const rest = lines.slice(start + 1, MAX_HEADER_LINES);
  if (!rest.some(line => TIME.test(line)) || !rest.some(line => SUBJECT.test(line))) return null;
  const all = block.split('\n');
  return { sender: sender.replaceAll('*', ''), others: all.slice(start + 1).join('\n') };
}

/** A builder that puts an earlier mail, which programs repeat below the new one, under a heading with its sender. */
export function withEarlierMail(builder: DocumentBuilder): DocumentBuilder {
  return {
    ...builder,
    add(kind: BlockKind, text: string, level: number | null = null) {
      const headers = kind === 'paragraph' || kind === 'quote' ? earlierHeaders(text.trim()) : null;
      if (headers === null) {
        builder.add(kind, text, level);
        return;
      }
      builder.add('heading', headers.sender, 1);
      builder.add('paragraph', headers.others);
    },
  };
}

/** Takes the words that introduce a quotation off the end of the lines before it. */
function takeIntroduction(lines: string[]): string[] {
  let start = lines.length;
  while (start > 0 && lines[start - 1]?.trim() === '') start -= 1;
  const end = start;
  while (start > 0 && lines[start - 1]?.trim() !== '') start -= 1;
  const introduction = lines.slice(start, end);
  const text = introduction.join(' ').trim();
  if (!text.endsWith(':') || text.length > MAX_INTRODUCTION_CHARACTERS) return [];
  lines.length = start;
  return introduction;
}

/** Writes a plain text: `addPlain` what is new, quotation blocks for the lines of earlier mail (`> …`). */
export function withQuotes(text: string, builder: DocumentBuilder, addPlain: (text: string) => void): void {
  let plain: string[] = [];
  let quoted: string[] = [];
  const settlePlain = (): void => {
    addPlain(plain.join('\n'));
    plain = [];
  };
  const settleQuoted = (): void => {
    builder.add('quote', quoted.join('\n'));
    quoted = [];
  };
  for (const line of text.split(/\r\n?|\n/u)) {
    if (QUOTED_LINE.test(line)) {
      if (quoted.length === 0) {
        quoted = takeIntroduction(plain);
        settlePlain();
      }
      quoted.push(line.replace(QUOTED_LINE, ''));
      continue;
    }
    if (quoted.length > 0) settleQuoted();
    plain.push(line);
  }
  settleQuoted();
  settlePlain();
}
