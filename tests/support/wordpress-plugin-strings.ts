import { po, type GetTextTranslation, type GetTextTranslationRecord } from 'gettext-parser';

/** A text of the plugin that people read, as translators find it. */
export type PluginString = {
  context: string;
  text: string;
  /** Files it stands in. */
  references: string[];
  /** What the code tells translators. */
  remark: string;
};

/** Every function of WordPress that translates, as the plugin may call them. */
const CALL =
  /\b(?:__|_e|esc_html__|esc_html_e|esc_attr__|esc_attr_e)\(\s*'((?:[^'\\]|\\.)*)',\s*'foyer-chat',?\s*\)/g;
/** Any call that translates, those included that would need more than this reads. */
const ANY_CALL =
  /\b(?:__|_e|_x|_n|_nx|_ex|esc_html__|esc_html_e|esc_html_x|esc_attr__|esc_attr_e|esc_attr_x)\(/g;
const REMARK = /\/\*\s*(translators: .*?)\s*\*\/[^\n]*\n[^\n]*$/;
/** Of the plugin's header: WordPress translates them in the list of plugins. */
const HEADERS = ['Plugin Name', 'Description', 'Author'];

/**
 * Every text for people in the plugin's PHP, scripts, `block.json` and header.
 * @param files of the plugin, by path
 */
export function pluginStrings(files: ReadonlyMap<string, string>): PluginString[] {
  const found = new Map<string, PluginString>();
  const add = (path: string, text: string, context = '', remark = ''): void => {
    const key = `${context}\u0004${text}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { context, text, references: [path], remark });
    else {
      if (!known.references.includes(path)) known.references.push(path);
      known.remark ||= remark;
    }
  };
  for (const [path, source] of [...files].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (path === 'foyer-chat.php') {
      for (const header of HEADERS) {
        const value = new RegExp(`^ \\* ${header}:\\s+(.+)$`, 'm').exec(source)?.[1];
        if (value !== undefined) add(path, value, '', `${header} of the plugin`);
      }
    }
    if (path === 'block/block.json') addBlock(path, source, add);
    if (!/\.(php|js)$/.test(path)) continue;
    const calls = [...source.matchAll(CALL)];
    if (calls.length !== [...source.matchAll(ANY_CALL)].length)
      throw new Error(`${path} translates in a way that is not looked for`);
    for (const match of calls) {
      const text = (match[1] ?? '').replace(/\\(.)/g, '$1');
      add(path, text, '', REMARK.exec(source.slice(0, match.index))?.[1] ?? '');
    }
  }
  return [...found.values()];
}

function addBlock(
  path: string,
  source: string,
  add: (path: string, text: string, context: string) => void,
): void {
  const block = JSON.parse(source) as { title: string; description: string; keywords: string[] };
  add(path, block.title, 'block title');
  add(path, block.description, 'block description');
  for (const keyword of block.keywords) add(path, keyword, 'block keyword');
}

/** The template that translators start from. */
export function templateOf(strings: readonly PluginString[]): string {
  const translations: GetTextTranslationRecord = {};
  for (const { context, text, references, remark } of strings) {
    const entry: GetTextTranslation = {
      msgid: text,
      msgstr: [''],
      comments: {
        reference: references.join('\n'),
        ...(remark === '' ? {} : { extracted: remark }),
      },
    };
    if (context !== '') entry.msgctxt = context;
    (translations[context] ??= {})[text] = entry;
  }
  const compiled = po.compile(
    {
      charset: 'utf-8',
      headers: {
        'Project-Id-Version': 'Foyer Chat',
        'MIME-Version': '1.0',
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Transfer-Encoding': '8bit',
        'X-Domain': 'foyer-chat',
      },
      translations,
    },
    { foldLength: 0 },
  );
  return `${compiled.toString('utf8').trimEnd()}\n`;
}
