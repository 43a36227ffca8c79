import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../tests/support/read-file.ts';

const time = (seconds: number, separator: string): string =>
  `${new Date(seconds * 1_000).toISOString().slice(11, 19)}${separator}000`;

describe('subtitles', () => {
  it('of SubRip are what is said, a paragraph about each minute', async () => {
    const cues = Array.from({ length: 20 }, (_, index) =>
      [
        index + 1,
        `${time(index * 10, ',')} --> ${time(index * 10 + 9, ',')} X1:0 Y1:0`,
        `{\\an8}<i>Le quai ${index}</i>`,
        'est ouvert.',
        '',
      ].join('\r\n'),
    );
    const { text, mediaType, blocks } = await readFile(cues.join('\r\n'), 'film.srt');
    expect(mediaType).toBe('text/vtt');
    expect(blocks).toHaveLength(4);
    expect(text.split('\n\n').map(paragraph => paragraph.slice(0, 22))).toEqual([
      '[00:00:00] Le quai 0 e',
      '[00:01:00] Le quai 6 e',
      '[00:02:00] Le quai 12 ',
      '[00:03:00] Le quai 18 ',
    ]);
    expect(text).not.toMatch(/[<{]|-->|X1/u);
    expect(text.match(/est ouvert\./gu)).toHaveLength(20);
  });

  it('of WebVTT keep who speaks, and leave out notes, styles and names of cues', async () => {
    const { text } = await readFile(
      'WEBVTT Réunion\nKind: captions\n\nNOTE relu par A\nencore\n\nSTYLE\n::cue { color: red }\n\nintro\n01:12:30.000 --> 01:12:32.000 align:start\n<v.loud Inès>Bonjour &amp; bienvenue,</v>\n\n2\n01:12:32.500 --> 01:12:34.000\n<v Inès>asseyez-vous.\n\n01:12:35.000 --> 01:12:36.000\n<v Paul>Merci.\n',
      'a.vtt',
    );
    expect(text).toBe('[01:12:30] Inès: Bonjour & bienvenue, asseyez-vous.\nPaul: Merci.');
  });

  it('that roll are not doubled; what is said twice stays twice', async () => {
    const { text } = await readFile(
      'WEBVTT\n\n00:00.000 --> 00:02.000\nle port\n\n00:02.000 --> 00:04.000\nle port\nouvre à neuf<00:03.000><c> heures</c>\n\n00:04.000 --> 00:04.010\nouvre à neuf heures\n\n00:04.010 --> 00:06.000\nouvre à neuf heures\net quart\n\n00:06.000 --> 00:07.000\net quart précises\n\n00:20.000 --> 00:21.000\nOui.\n\n00:25.000 --> 00:26.000\nOui.\n',
    );
    expect(text).toBe('[00:00:00] le port ouvre à neuf heures et quart précises Oui. Oui.');
  });
});
