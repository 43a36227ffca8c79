import { mo, po, type GetTextTranslations } from 'gettext-parser';

/** WordPress looks for the very locale of a site: one French serves them all. */
const LOCALES: Readonly<Record<string, readonly string[]>> = { fr: ['fr_FR', 'fr_BE', 'fr_CA'] };

/** The script of the block editor, by the name WordPress derives from `block.json`; and where its words are. */
const SCRIPTS = [
  { handle: 'foyer-chat-editor-script', source: 'block/editor.js' },
  { handle: 'foyer-chat-settings', source: 'assets/settings.js' },
];

/**
 * What WordPress reads of `languages/<domain>-<language>.po`: `.mo` for PHP, and JSON for each script.
 * @param files of the plugin, by path
 * @throws when a translation is not sound: the plugin would be half translated
 */
export function compiledTranslations(
  files: ReadonlyMap<string, Uint8Array>,
  domain: string,
): Map<string, Uint8Array> {
  const compiled = new Map<string, Uint8Array>();
  for (const [language, locales] of Object.entries(LOCALES)) {
    const source = files.get(`languages/${domain}-${language}.po`);
    if (!source) throw new Error(`No translation of the plugin into ${language}`);
    const translations = po.parse(Buffer.from(source), { validation: true });
    const binary = mo.compile(translations);
    for (const locale of locales) {
      compiled.set(`languages/${domain}-${locale}.mo`, binary);
      for (const { handle, source: script } of SCRIPTS) {
        const words = wordsOfScript(translations, script, locale, domain);
        compiled.set(`languages/${domain}-${locale}-${handle}.json`, Buffer.from(words));
      }
    }
  }
  return compiled;
}

/** In the form of Jed, which `wp.i18n` reads. */
function wordsOfScript(
  { headers, translations }: GetTextTranslations,
  script: string,
  locale: string,
  domain: string,
): string {
  const words: Record<string, unknown> = {
    '': { domain, lang: locale, 'plural-forms': headers['Plural-Forms'] },
  };
  for (const [context, messages] of Object.entries(translations)) {
    for (const { msgid, msgstr, comments } of Object.values(messages)) {
      if (msgid === '' || !comments?.reference?.split(/\s+/).includes(script)) continue;
      words[context === '' ? msgid : `${context}\u0004${msgid}`] = msgstr;
    }
  }
  return JSON.stringify({ domain, locale_data: { [domain]: words } });
}
