/**
 * Raised by one whenever readers find more in the same files, or find it better: documents read by an earlier version
 * are then offered to be read again. 1: the first to say what they did not read. 2: tables keep their columns, Word
 * files are read as Word shows them. 3: the attachments of mail, mailboxes, and tables of separated values. 4: the
 * text of pictures and scanned pages.
 */
export const READER_VERSION = 4;
