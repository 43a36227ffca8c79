import type { StoredMessage } from './imap-stand-in/index.ts';

/** A message as a mail program stores it; with a text file beside it where `attached` says what is in it. */
export function letter(options: {
  subject: string;
  text: string;
  id?: string | null;
  attached?: string;
}): string {
  const {
    subject,
    text,
    attached,
    id = `<${subject.toLowerCase().replace(/\W+/gu, '-')}@atelier.fr>`,
  } = options;
  const head = [
    'From: Claire Moreau <claire@atelier.fr>',
    'To: bureau@atelier.fr',
    `Subject: ${subject}`,
    'Date: Tue, 03 Mar 2026 09:00:00 +0100',
    ...(id === null ? [] : [`Message-ID: ${id}`]),
    'MIME-Version: 1.0',
  ];
  if (attached === undefined)
    return [...head, 'Content-Type: text/plain; charset=us-ascii', '', text, ''].join('\r\n');
  return [
    ...head,
    'Content-Type: multipart/mixed; boundary="sep"',
    '',
    '--sep',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    text,
    '--sep',
    'Content-Type: text/plain; charset=us-ascii; name="annexe.txt"',
    'Content-Disposition: attachment; filename="annexe.txt"',
    '',
    attached,
    '--sep--',
    '',
  ].join('\r\n');
}

/** The same as a folder has it, a day apart from the one before. */
export const stored = (uid: number, raw: string): StoredMessage => ({
  uid,
  raw,
  at: new Date(Date.UTC(2026, 2, uid, 8)),
  seen: false,
});
