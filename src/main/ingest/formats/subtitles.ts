import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';

type Cue = { start: number; end: number; lines: string[] };

const TIMES = /^\s*((?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3})/u;
const MARK = /<[^<>]*>|\{\\[^{}]*\}/gu;
const SPEAKER = /<v(?:\.[^\s>]*)?\s+([^<>]+)>/u;
const REFERENCE = /&(amp|lt|gt|nbsp|lrm|rlm|quot|apos|#39);/gu;
const CHARACTERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  quot: '"',
  apos: "'",
  '#39': "'",
};
/** Blocks of WebVTT that say nothing to viewers. */
const SILENT_BLOCK = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)/u;
/** A paragraph ends with the first sentence after this, or where this much more has passed. */
const PARAGRAPH_SECONDS = 60;
const LONGEST_SECONDS = 90;
/** Captions that roll follow each other at once. */
const ROLLING_GAP_SECONDS = 0.5;
const SENTENCE_END = /[.!?…。！？]["'”’»)\]]*$/u;

function seconds(written: string): number {
  return written
    .replace(',', '.')
    .split(':')
    .reduce((total, part) => total * 60 + Number(part), 0);
}

/** What a viewer reads of a line, with who speaks. */
function shownLine(line: string): string {
  const speaker = SPEAKER.exec(line)?.[1];
  const words = line
    .replace(MARK, '')
    .replace(REFERENCE, (_whole, name: string) => CHARACTERS[name] ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
  return speaker === undefined || words === '' ? words : `${speaker.trim()}: ${words}`;
}

function cuesOf(source: string): Cue[] {
  const cues: Cue[] = [];
  let cue: Cue | null = null;
  let isSilent = false;
  let isBlockStart = true;
  const lines = source.split(/\r\n?|\n/u);
  for (const [index, line] of lines.entries()) {
    const times = TIMES.exec(line);
    if (times !== null) {
      cue = { start: seconds(times[1] ?? ''), end: seconds(times[2] ?? ''), lines: [] };
      cues.push(cue);
      isSilent = false;
    } else if (line.trim() === '') {
      cue = null;
      isSilent = false;
      isBlockStart = true;
      continue;
    } else if (isBlockStart) {
      // The number or name of the cue below is no word of it; words after a blank line are those of the cue above.
      const isName = TIMES.test(lines[index + 1] ?? '');
      isSilent = isName || SILENT_BLOCK.test(line);
      if (!isSilent) cue = cues.at(-1) ?? null;
    }
    isBlockStart = false;
    if (times !== null || isSilent) continue;
    const shown = shownLine(line);
    if (shown !== '') cue?.lines.push(shown);
  }
  return cues;
}

/** The lines of a cue that were not on the screen already: captions that roll repeat the line above the new one. */
function newLines(cue: Cue, before: Cue | undefined): { lines: string[]; grows: boolean } {
  if (before === undefined || cue.start - before.end > ROLLING_GAP_SECONDS)
    return { lines: cue.lines, grows: false };
  for (let shared = Math.min(before.lines.length, cue.lines.length); shared > 0; shared -= 1) {
    if (before.lines.slice(-shared).every((line, index) => line === cue.lines[index]))
      return { lines: cue.lines.slice(shared), grows: false };
  }
  const last = before.lines.at(-1);
  const [first] = cue.lines;
  const grows = last !== undefined && first?.startsWith(`${last} `) === true;
  return { lines: cue.lines, grows };
}

function timeMark(start: number): string {
  const whole = Math.floor(start);
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return `[${parts.map(part => String(part).padStart(2, '0')).join(':')}]`;
}

const SPEAKER_START = /^(?:-\s|[\p{Lu}][^:.!?]{0,40}:\s)/u;

/** Lines as a viewer hears them: one text, a new line where somebody else speaks. */
function joined(lines: readonly string[]): string {
  let text = '';
  let speaker = '';
  for (const line of lines) {
    const named = /^[\p{Lu}][^:.!?]{0,40}:\s/u.exec(line)?.[0];
    const isSame = named !== undefined && named === speaker;
    if (named !== undefined) speaker = named;
    const words = isSame ? line.slice(named.length) : line;
    if (text === '') text = words;
    else text += (!isSame && SPEAKER_START.test(line) ? '\n' : ' ') + words;
  }
  return text;
}

/** Reads subtitles (SubRip, WebVTT): what is said, in paragraphs of about a minute that begin with their time. */
export function extractSubtitles(source: string): ExtractedDocument {
  const builder = createDocumentBuilder();
  let lines: string[] = [];
  let start = 0;
  const settle = (): void => {
    if (lines.length > 0) builder.add('paragraph', `${timeMark(start)} ${joined(lines)}`);
    lines = [];
  };
  let before: Cue | undefined;
  for (const cue of cuesOf(source)) {
    if (cue.lines.length === 0) continue;
    const { lines: fresh, grows } = newLines(cue, before);
    if (grows) lines.pop();
    const passed = cue.start - start;
    const isEnd = passed >= PARAGRAPH_SECONDS && SENTENCE_END.test(lines.at(-1) ?? '');
    if (!grows && (isEnd || passed >= LONGEST_SECONDS)) settle();
    if (lines.length === 0) start = cue.start;
    lines.push(...fresh);
    before = cue;
  }
  settle();
  return builder.build(null);
}
