import type { desktop as french } from '../fr/desktop.ts';

type Words<Shape> = { [Key in keyof Shape]: Shape[Key] extends string ? string : Words<Shape[Key]> };

export const desktop = {
  menu: {
    file: 'File',
    openDataFolder: 'Open the data folder',
    quit: 'Quit Foyer',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    reload: 'Reload',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Actual size',
    fullScreen: 'Full screen',
    developerTools: 'Developer tools',
    window: 'Window',
    minimize: 'Minimize',
    close: 'Close the window',
  },
  recovery: {
    locale: 'en-GB',
    damaged: 'The database is damaged',
    missing: 'The database is gone, although files of this installation are there',
    detail:
      'Foyer did not open it. A copy can take its place: what was changed after that moment is undone, and the damaged file is kept 30 days in the data folder.',
    restore: 'Use the copy of {{date}}',
    quit: 'Quit',
  },
  failure: {
    title: 'Foyer cannot open',
    locked:
      'Another Foyer is already using this data folder ({{holder}}). Close it, or open its address in a browser.',
    newerSchema:
      'This data folder was written by a later version of Foyer. Install that version to open it; nothing was changed.',
    databaseDamaged:
      'The database is damaged or gone, and no copy was put in its place. In a terminal: foyer restore.',
    full: 'The disk is full. Make some room and try again.',
    readOnly:
      'Nothing can be written in the data folder, and there is no data in it yet that could be read. Give Foyer the right to write in it.',
    passphraseNeeded:
      'The secrets of this folder are protected by a passphrase. Open Foyer with the variable FOYER_PASSPHRASE; nothing was changed.',
    passphraseWrong: 'The passphrase given (FOYER_PASSPHRASE) is wrong. Nothing was changed.',
    keychain:
      'The system’s keychain does not open the key of the secrets. Unlock it, or go back to the session where Foyer was installed; nothing was changed.',
    other: 'The error is in the log: {{log}}',
    folder: 'Data folder: {{folder}}',
  },
} as const satisfies Words<typeof french>;
