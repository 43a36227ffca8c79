import { describe, expect, it } from 'vitest';
import { endingOf, headingsOf, readFile } from '../../../../tests/support/read-file.ts';

const encrypted = (id: number): string =>
  `From a@port.fr Mon Mar 11 09:15:00 2024\nFrom: a@port.fr\nMessage-ID: <${id}@b>\nSubject: Secret\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n\n`;

describe('a mailbox', () => {
  it('is its messages, each under its subject, sender and day', async () => {
    const document = await readFile(
      [
        'From - Mon Mar 11 09:15:00 2024',
        'From: =?utf-8?Q?In=C3=A8s?= <a@port.fr>',
        'Message-ID: <1@b>',
        'Date: Mon, 11 Mar 2024 09:15:00 +0100',
        'Subject: Un',
        '',
        'Premier.',
        '>From here on it is quoted,',
        '>>From twice.',
        '',
        'From now on nothing of ours.',
        '',
        'From b@port.fr Tue Mar 12 09:15:00 2024',
        'From: b@port.fr',
        'Message-ID: <2@b>',
        'Subject: Deux',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=B',
        '',
        '--B',
        'Content-Type: text/html',
        '',
        '<h1>Tarif</h1><p>Second.</p>',
        '--B',
        'Content-Type: text/plain; name=quai.txt',
        'Content-Disposition: attachment; filename=quai.txt',
        '',
        'Le quai 7.',
        '--B--',
        '',
      ].join('\n'),
      'archive.mbox',
    );
    expect(document.mediaType).toBe('application/mbox');
    expect(headingsOf(document)).toEqual([
      '1 Un (Inès, 11 Mar 2024)',
      '1 Deux (b@port.fr)',
      '2 Tarif',
      '2 quai.txt',
    ]);
    expect(document.text).toContain('From here on it is quoted');
    expect(document.text).toContain('From twice.');
    expect(document.text).toContain('From now on nothing of ours.');
    expect(document.text).toContain('Le quai 7.');
    expect([document.heading, document.warnings]).toEqual([null, []]);
  });

  it('tells which messages are encrypted, and is refused when all are', async () => {
    const { text, warnings } = await readFile(
      `${encrypted(1)}From b@port.fr Tue Mar 12 09:15:00 2024\nFrom: b@port.fr\nMessage-ID: <2@b>\nSubject: Deux\n\nSecond.\n`,
    );
    expect(text).toBe('Deux (b@port.fr)\n\nFrom: b@port.fr\n\nSecond.');
    expect(warnings).toEqual([
      { kind: 'attachments', unread: 1, total: 1, unit: 'files', places: ['1'], reasons: ['protected'] },
    ]);
    expect(await endingOf(encrypted(1) + encrypted(2))).toBe('document.protected');
  });

  it('of thousands of messages is read whole', async () => {
    const message = (index: number): string =>
      `From a@port.fr Mon Mar 11 09:15:00 2024\nFrom: a@port.fr\nMessage-ID: <${index}@b>\nSubject: Note ${index}\n\nLe quai ${index}.\n\n`;
    const document = await readFile(Array.from({ length: 6_000 }, (_, index) => message(index)).join(''));
    expect(headingsOf(document)).toHaveLength(6_000);
    expect(document.text).toContain('Le quai 5999.');
  });
});
