/** Files that programs leave behind, and those that are on their way: nobody means them. */
const JUNK = new Set([
  'thumbs.db',
  'desktop.ini',
  'ehthumbs.db',
  '$recycle.bin',
  'system volume information',
  '@eadir',
  '#recycle',
  '#snapshot',
  'lost+found',
  '__macosx',
]);
const ON_ITS_WAY = /^~\$|^~.*\.tmp$|\.(?:tmp|temp|part|partial|crdownload|download|lock|swp|bak~)$|~$/i;

/** Kinds of files that hold nothing to be read as text, by their ending. */
const WITHOUT_TEXT = new Set(
  (
    'ico raw cr2 nef arw svg psd ai indd ' +
    'mp3 wav flac ogg m4a aac wma mp4 mov avi mkv webm wmv m4v mpg mpeg ' +
    'exe dll msi bat cmd com scr sys so dylib app apk jar class pyc o a bin iso img dmg vmdk vhd vdi ' +
    'ttf otf woff woff2 lnk url db sqlite mdb accdb pst ost dwg dxf blend stl gz tgz bz2 xz 7z rar tar doc ppt'
  ).split(' '),
);

/** Pictures whose text can be recognised, by their ending. */
const PICTURES = new Set('jpg jpeg png gif bmp webp heic heif tif tiff'.split(' '));

/** Hidden, of the system, or not yet whole: never a document, and nothing to tell. */
export function isJunk(name: string): boolean {
  return name.startsWith('.') || JUNK.has(name.toLowerCase()) || ON_ITS_WAY.test(name);
}

const hasEnding = (name: string, endings: ReadonlySet<string>): boolean => {
  const dot = name.lastIndexOf('.');
  return dot > 0 && endings.has(name.slice(dot + 1).toLowerCase());
};

export const isWithoutText = (name: string): boolean => hasEnding(name, WITHOUT_TEXT);

export const isPicture = (name: string): boolean => hasEnding(name, PICTURES);

/**
 * Whether a path below the folder is one of a pattern: `*` stands for anything within a name, `**` for anything. A pattern
 * without `/` is of a name at any depth. Capitals make no difference. Compared place by place, so that no pattern takes
 * longer than its length times that of the path.
 */
export function isIgnored(path: string, patterns: readonly string[]): boolean {
  const names = path.split('/');
  return patterns.some(given => {
    const pattern = folded(given).replace(/^\.?\/+|\/+$/g, '');
    if (!pattern.includes('/')) return names.some(name => matches(folded(name), pattern));
    return names.some((_name, last) => matches(folded(names.slice(0, last + 1).join('/')), pattern));
  });
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();

function matches(text: string, pattern: string): boolean {
  const parts = pattern.split(/(\*+)/).filter(part => part !== '');
  // Of each place of the text, whether what was read of the pattern may end there.
  let ends = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const end of ends) {
      if (part.startsWith('*')) {
        for (let place = end; place <= text.length; place += 1) {
          if (next.has(place)) break; // all after it were reached from a place before
          next.add(place);
          if (part === '*' && text[place] === '/') break;
        }
      } else if (text.startsWith(part, end)) next.add(end + part.length);
    }
    ends = next;
  }
  return ends.has(text.length);
}
