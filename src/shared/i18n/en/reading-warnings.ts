import type { readingWarnings as french } from '../fr/reading-warnings.ts';
import type { Words } from '../words.ts';

/** What was not read of a document, or not read well: for the interface and the terminal. */
export const readingWarnings = {
  kinds: {
    garbled: 'Unreadable text',
    badly_recognised: 'Uncertain text recognition',
    without_text: 'Pages without text',
    damaged: 'File damaged in places',
    encoded: 'Encoded data left out',
    attachments: 'Files inside not read',
    cut_short: 'File cut short',
    beyond_limit: 'Too long to be read whole',
    uncomputed: 'Formulas without a result',
  },
  advice: {
    garbled:
      'The letters there make no words: the font or the encoding of the file does not say which ones they are. Export it again from the program that wrote it. In a PDF, Foyer recognises the text of such pages as that of a picture.',
    badly_recognised:
      'Foyer recognised the text of these pages in a picture, and many words are uncertain: the page is faint, blurred, written by hand or in another language. Answers that rest on them say so. Check the page, or scan it again at 300 dots per inch.',
    without_text:
      'There is nothing to read there: pictures or blank pages in which no word was recognised, or whose text is not recognised yet. A web page that programs fill in when it opens is best saved as PDF from the browser.',
    damaged: 'The file is damaged there; the rest is read. Add an intact copy if you have one.',
    encoded:
      'This document holds files written as letters (pictures, certificates, keys), which nobody can read: they are not searched. The rest is read.',
    attachments:
      'This document carries files that Foyer could not read with it: encrypted, damaged, too large, or of a kind that it does not read yet. Add them by themselves if they matter.',
    cut_short: 'The file ends before its text does. Copy it again, and add it.',
    beyond_limit:
      'The document holds more than Foyer reads of one file; its end is not read. Split it into several files.',
    uncomputed:
      'These sheets have formulas whose result is not in the file. Open it in a spreadsheet program, save it, and add it again.',
  },
  /** For the terminal, which has no plurals. */
  amounts: {
    pages: '{{unread}} page(s) of {{total}}',
    characters: '{{unread}} characters of {{total}}',
    files: '{{unread}} file(s) of {{total}}',
  },
} satisfies Words<typeof french>;
