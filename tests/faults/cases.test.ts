import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** A fault or attack of the project's list, by its numbers there: the tests that show its end, or what it waits for. */
type Case = { numbers: readonly number[]; fault: string } & (
  | { shownBy: readonly (readonly [file: string, ...titles: string[]])[]; waitsFor?: string }
  | { shownBy?: undefined; waitsFor: string }
);

const CASES: readonly Case[] = [
  {
    numbers: [1],
    fault: 'kill -9 while reading documents',
    shownBy: [['tests/faults/kill.test.ts', 'while reading documents']],
  },
  {
    numbers: [2],
    fault: 'kill -9 while an answer streams',
    shownBy: [['tests/faults/kill.test.ts', 'while an answer streams']],
  },
  {
    numbers: [3],
    fault: 'kill -9 at each step of an upgrade',
    shownBy: [['tests/faults/upgrade.test.ts', 'kill -9 during an upgrade (case 3)']],
  },
  { numbers: [5], fault: 'no space left', shownBy: [['tests/faults/full-disk.test.ts', 'case 5']] },
  {
    numbers: [6],
    fault: 'a damaged database',
    shownBy: [['tests/faults/database.test.ts', 'case 6']],
  },
  {
    numbers: [7, 8],
    fault: 'an index damaged or deleted',
    shownBy: [
      ['tests/faults/keyword-index.test.ts', 'case'],
      ['tests/faults/vectors.test.ts', 'it is rebuilt from the database, results are the same'],
    ],
  },
  {
    numbers: [9, 10, 11, 12, 13],
    fault: 'a model that refuses, hangs, dies, talks nonsense or for ever, or limits its rate',
    shownBy: [
      [
        'tests/faults/models.test.ts',
        'refused connection: quoted within two seconds',
        'quoted after fifteen seconds in all',
        'death in the middle',
        'a line without end',
      ],
      [
        'src/main/ai/adapters.test.ts',
        'waits for a short Retry-After',
        'cuts an endless answer',
        'does not wait for ever',
      ],
      ['src/main/ai/router.test.ts', 'shares its patience'],
    ],
  },
  {
    numbers: [14],
    fault: 'a second process on one data folder',
    shownBy: [['tests/doors/server.test.ts', 'refuses a folder another one has']],
  },
  {
    numbers: [15],
    fault: 'a clock that goes back or forth',
    shownBy: [
      ['tests/faults/clock.test.ts', 'case 15'],
      ['tests/doors/guessing.test.ts', 'is neither lifted nor prolonged by a clock'],
      ['tests/doors/tokens.test.ts', 'is not revived by a clock that is set back'],
      ['src/main/platform/jobs/jobs.test.ts', 'even after the clock went back'],
    ],
  },
  {
    numbers: [16],
    fault: 'a port in use',
    shownBy: [['tests/doors/server.test.ts', 'says in one sentence that the port is in use']],
  },
  {
    numbers: [17, 18],
    fault: 'many visitors, slow sockets',
    shownBy: [['tests/faults/public-listener.test.ts', '(case 17)', '(case 18)']],
  },
  {
    numbers: [19, 20, 21, 22],
    fault: 'endless bodies, bodies without sense, patterns made to hurt',
    shownBy: [
      ['tests/faults/public-listener.test.ts', '(case 19)', '(cases 20 and 21)', '(case 22)'],
      ['tests/doors/bodies.test.ts', '100,000 levels deep', 'survives no body at all'],
      ['tests/doors/uploads.test.ts', 'without end get 413 at the limit'],
    ],
  },
  {
    numbers: [23, 24, 25, 27],
    fault: 'mutated PDFs, bombs, entities, programs under another name',
    shownBy: [
      [
        'tests/documents/documents.test.ts',
        'twenty mutated PDFs',
        'takes a program named .pdf for a program',
      ],
      [
        'src/main/ingest/formats/docx.test.ts',
        'refuses a bomb by what it declares',
        'declares less than it holds',
        'refuses declarations that expand or fetch',
      ],
      ['src/main/ingest/extraction.test.ts', 'kills a process that takes memory outside the heap'],
    ],
  },
  { numbers: [26], fault: 'an image of endless pixels', waitsFor: 'reading images' },
  {
    numbers: [28],
    fault: 'file names that lead elsewhere',
    shownBy: [
      ['tests/features/documents.test.ts', "'..%2f..%2fréglages.md'"],
      ['src/main/features/documents/file-names.test.ts', 'CON'],
      ['tests/doors/server.test.ts', "'/..%2f..%2fetc/passwd'"],
      ['tests/doors/exports.test.ts', '..%2f..%2ffoyer.db'],
    ],
  },
  {
    numbers: [29, 30],
    fault: 'archives that lead elsewhere, bundles with code',
    waitsFor: 'archives, bundles',
  },
  { numbers: [31, 32, 33], fault: 'restoring a backup', waitsFor: 'backups' },
  {
    numbers: [34, 35, 36, 37],
    fault: 'foreign hosts, origins and types',
    shownBy: [
      [
        'tests/doors/gate.test.ts',
        'with Host "%s" are refused',
        'with Origin "%s" are refused',
        'to open a WebSocket are refused',
        "'text/plain'",
      ],
    ],
  },
  {
    numbers: [38, 39, 40, 41],
    fault: 'forged, stolen and old sessions',
    shownBy: [
      [
        'tests/doors/tokens.test.ts',
        'without a signature, or with another algorithm',
        'for another audience',
        'ends the whole session and is logged',
        'ends every session but the one that chose it',
      ],
    ],
  },
  {
    numbers: [42, 43, 44],
    fault: 'guessing',
    shownBy: [
      [
        'tests/doors/guessing.test.ts',
        'whatever address their headers claim',
        'the same words, the same status and the same work',
      ],
      ['tests/doors/links.test.ts', "[null], [''], [[]]", 'reused it is 400'],
    ],
  },
  {
    numbers: [45, 46, 47],
    fault: 'whoever may not',
    shownBy: [
      ['tests/access/access.test.ts', 'refuses %s', 'shows %s of another client nothing'],
      ['tests/doors/keys.test.ts', 'is refused at %s, however it is called'],
    ],
  },
  {
    numbers: [48],
    fault: 'a person or key that was switched off',
    shownBy: [
      ['tests/doors/links.test.ts', 'is refused at their next request'],
      ['tests/doors/sessions.test.ts', 'ends what a session was still reading'],
      ['tests/doors/visitor-chat.test.ts', 'ends within seconds once the widget is switched off'],
    ],
  },
  {
    numbers: [49],
    fault: 'fields that are not theirs to set',
    shownBy: [['tests/doors/fields.test.ts', 'nor reach prototypes']],
  },
  {
    numbers: [51],
    fault: 'the first account from elsewhere, or twice',
    shownBy: [
      ['tests/doors/server.test.ts', 'is refused from another address'],
      ['tests/faults/once.test.ts', 'case 51'],
    ],
  },
  {
    numbers: [52, 53, 54],
    fault: 'addresses that lead inside, redirects, names that change, bombs',
    shownBy: [
      [
        'src/main/platform/outbound/outbound.test.ts',
        'in every spelling of this machine',
        'at the hop',
        'the name is asked once',
        'counted after decompression',
      ],
    ],
    waitsFor: 'reading websites (robots, link traps)',
  },
  { numbers: [55, 56], fault: 'code that breaks out', waitsFor: 'modules with code' },
  {
    numbers: [57],
    fault: 'scripts in what people write',
    shownBy: [
      ['tests/e2e/widget-forms.test.ts', 'markdownPayloads'],
      ['src/renderer/ui/safe-markdown.test.tsx', 'neither fetches, runs nor leads away'],
    ],
  },
  {
    numbers: [58],
    fault: 'links and messages that reach the system',
    shownBy: [
      [
        'src/main/electron/desktop-safety.test.ts',
        'only when https or mailto',
        'refuses a frame inside the page',
      ],
    ],
  },
  {
    numbers: [59],
    fault: 'a document that has the model call out',
    shownBy: [['src/widget/panel/markdown/markdown.test.ts', 'has nothing that fetches, runs or leads away']],
  },
  { numbers: [60], fault: 'webhooks forged or repeated', waitsFor: 'webhooks' },
];

/** Two numbers of the list were never given. */
const NEVER_GIVEN = new Set([4, 50]);
const LAST = 60;

describe('every fault of the list', () => {
  it('is there once', () => {
    const numbers = CASES.flatMap(one => one.numbers).toSorted((one, other) => one - other);
    const given = Array.from({ length: LAST }, (_, index) => index + 1);
    expect(numbers).toEqual(given.filter(number => !NEVER_GIVEN.has(number)));
  });

  it.each(CASES)('$numbers, $fault: has its test, or names what it waits for', ({ shownBy, waitsFor }) => {
    expect(shownBy ?? waitsFor).toBeDefined();
    for (const [file, ...titles] of shownBy ?? []) {
      expect(existsSync(join(root, file)), file).toBe(true);
      const source = readFileSync(join(root, file), 'utf8');
      for (const title of titles) expect(source, `${file}: ${title}`).toContain(title);
    }
  });
});
