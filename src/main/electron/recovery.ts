import { dialog } from 'electron';
import { recoveryFrom, restoreAlone } from '#main/app/recovery.ts';
import { fillIn, type DesktopWords } from './words.ts';

/**
 * When the database does not open: offers the newest copy by its date, before there is a window.
 *
 * @returns whether a copy is in place now; false when there is none, it was declined, or another thing is wrong
 */
export async function offerNewestCopy(
  error: unknown,
  dataFolder: string,
  { recovery: words }: DesktopWords,
): Promise<boolean> {
  const recovery = await recoveryFrom(error, dataFolder);
  const newest = recovery?.copies[0];
  if (recovery === null || newest === undefined) return false;
  const date = newest.madeAt.toLocaleString(words.locale, { dateStyle: 'long', timeStyle: 'short' });
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: words[recovery.kind],
    detail: words.detail,
    buttons: [fillIn(words.restore, { date }), words.quit],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0) return false;
  await restoreAlone(dataFolder, newest.name);
  return true;
}
