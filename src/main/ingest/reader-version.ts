import { MEDIA_TYPES } from './detect-type.ts';

/**
 * Raised by one whenever readers find more in the same files, or find it better: documents read by an earlier version
 * are then offered to be read again. 1: the first to say what they did not read. 2: tables keep their columns, Word
 * files are read as Word shows them. 3: the attachments of mail, mailboxes, and tables of separated values. 4: the
 * text of pictures and scanned pages. 5: of those within archives and mail. 6: of those that Word files, slides, OpenDocument
 * and books show.
 */
const READER_VERSION = 6;

/** Media types of which this version finds more than the one before; others it reads as that one did. */
const FOR_PICTURES = [MEDIA_TYPES.docx, MEDIA_TYPES.pptx, MEDIA_TYPES.odt, MEDIA_TYPES.odp, MEDIA_TYPES.epub];

export const READERS = { version: READER_VERSION, better: FOR_PICTURES, forPictures: FOR_PICTURES };
