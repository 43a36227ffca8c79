import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mo, po, type GetTextTranslations } from 'gettext-parser';
import { describe, expect, it } from 'vitest';
import { shippedFolder } from '#main/platform/shipped-files.ts';
import { pluginStrings, templateOf } from '../../../../../tests/support/wordpress-plugin-strings.ts';
import { compiledTranslations } from './translations.ts';

const folder = join(shippedFolder('resources/wordpress'), 'foyer-chat');
const sources = new Map(
  globSync('**/*.{php,js,json,po}', { cwd: folder }).map(path => [
    path.replaceAll('\\', '/'),
    readFileSync(join(folder, path)),
  ]),
);
const strings = pluginStrings(new Map([...sources].map(([path, bytes]) => [path, bytes.toString('utf8')])));
const compiled = compiledTranslations(sources, 'foyer-chat');
const french = mo.parse(Buffer.from(compiled.get('languages/foyer-chat-fr_FR.mo') ?? []));

/** Context and text of every message. */
function keysOf({ translations }: GetTextTranslations): string[] {
  return Object.entries(translations)
    .flatMap(([context, messages]) => Object.keys(messages).map(text => `${context}\u0004${text}`))
    .filter(key => key !== '\u0004')
    .sort();
}

const placeholders = (text: string) => text.match(/%(?:\d+\$)?[sd]|<\/?code>|\[[^\]]+\]/g) ?? [];

describe('the words of the plugin', () => {
  it('are in the template as the code has them (vitest -u writes it)', async () => {
    expect(strings.length).toBeGreaterThan(50);
    await expect(templateOf(strings)).toMatchFileSnapshot(join(folder, 'languages/foyer-chat.pot'));
  });

  it('are all in French, and nothing else is', () => {
    expect(keysOf(french)).toEqual(strings.map(({ context, text }) => `${context}\u0004${text}`).sort());
    for (const { context, text } of strings) {
      const words = french.translations[context]?.[text]?.msgstr[0] ?? '';
      expect(words.trim(), text).not.toBe('');
      expect(placeholders(words), text).toEqual(placeholders(text));
    }
  });

  it('are set in French as French is printed', () => {
    const faults = strings.flatMap(({ context, text }) => {
      const words = (french.translations[context]?.[text]?.msgstr[0] ?? '')
        .replace(/https?:\/\/\S*|<code>.*?<\/code>/g, '')
        .trim();
      return /['"]|\.\.\.|[^\u202f][;?!]|[^\u00a0]»|«[^\u00a0]| :|[^\u00a0\s]:/.test(words) ? [words] : [];
    });
    expect(faults).toEqual([]);
  });

  it('say in the source where they stand, which decides what a script is given', () => {
    const source = po.parse(sources.get('languages/foyer-chat-fr.po') ?? Buffer.from(''));
    for (const { context, text, references } of strings) {
      const given = source.translations[context]?.[text]?.comments?.reference?.split('\n') ?? [];
      expect(given.sort(), text).toEqual([...references].sort());
    }
    for (const [path, handle] of [
      ['block/editor.js', 'foyer-chat-editor-script'],
      ['assets/settings.js', 'foyer-chat-settings'],
    ] as const) {
      const bytes = compiled.get(`languages/foyer-chat-fr_CA-${handle}.json`) ?? new Uint8Array();
      const { locale_data: data } = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
        locale_data: { 'foyer-chat': Record<string, unknown> };
      };
      const wanted = strings.filter(({ references }) => references.includes(path)).map(({ text }) => text);
      expect(
        Object.keys(data['foyer-chat'])
          .filter(key => key !== '')
          .sort(),
      ).toEqual(wanted.sort());
    }
  });

  it('cannot be shipped half', () => {
    const broken = new Map(sources);
    broken.set('languages/foyer-chat-fr.po', Buffer.from('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'));
    expect(() => compiledTranslations(broken, 'foyer-chat')).toThrow(/Duplicate/);
    broken.delete('languages/foyer-chat-fr.po');
    expect(() => compiledTranslations(broken, 'foyer-chat')).toThrow('No translation');
  });
});
