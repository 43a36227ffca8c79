import { widgetAppearance } from '#shared/contract/widget-settings.ts';

/** A language whose words somebody put into the data folder. */
export type WrittenLanguage = { code: string; readable: boolean };

/** Whether a widget can be set to a code. */
export function isLanguage(code: string): boolean {
  return widgetAppearance.shape.language.safeParse(code).success;
}

/** The file visitors read in a language, as the server finds it: `pt-br`, or else `pt`. */
export function fileOf(language: string, written: readonly WrittenLanguage[]): WrittenLanguage | undefined {
  const code = language.toLowerCase();
  return [code, code.split('-')[0]]
    .map(name => written.find(each => each.code === name))
    .find(each => each !== undefined);
}

/** A language in words, in the language of the interface; what has no name stays a code. */
export function languageName(code: string, shownIn: string): string {
  try {
    return new Intl.DisplayNames(shownIn, { type: 'language' }).of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code; // half typed
    throw error;
  }
}
