import type { Paragraph, Story } from './story.ts';

/** Where the text of a group goes: into the story, into something that is told apart, or nowhere. */
export type Sink = 'story' | 'label' | 'font' | 'style' | 'title' | 'author' | 'object' | 'code' | 'unread';

/** A part of the file with a story of its own. */
export type Part = 'header' | 'footer' | 'footnote' | 'remark' | 'box';

/** What a group has of the one around it, until it says otherwise. */
export type Group = {
  sink: Sink;
  /** What made it unread: some words within show again what they can. */
  unreadBy: string;
  story: Story;
  /** The part that ends with this group. */
  part: Part | null;
  isEndnote: boolean;
  paragraph: Paragraph;
  font: number | null;
  isHidden: boolean;
  isDeleted: boolean;
  /** Characters after `\u` that stand in for it. */
  fallback: number;
  /** Whether rows that are told of are those of a table in a table. */
  isNestedRow: boolean;
};

export const PLAIN_PARAGRAPH: Paragraph = {
  headingLevel: null,
  listLevel: 0,
  tableLevel: 0,
  leftIndent: 0,
  firstIndent: 0,
};

/** Groups that are no text: tables of the file, pictures, data, remarks of programs. */
export const UNREAD = new Set(
  (
    'colortbl info pict object upr sp objdata objname nonshppict shprslt nonesttables xe tc txe rxe bkmkstart bkmkend ' +
    'listtable listoverridetable filetbl revtbl rsidtbl themedata colorschememapping datastore latentstyles template ' +
    'ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn pntxta pntxtb pn pnseclvl atrfstart atrfend atnid atndate atnref atntime ' +
    'formfield userprops xmlnstbl wgrffmtfilter mmathPr private docvar falt panose fname fontemb fontfile levelnumbers leveltext ' +
    'mmathPict htmltag do keywords subject comment doccomm operator category manager company creatim revtim printim buptim hlinkbase'
  ).split(' '),
);

/** Groups that a reader who knows them reads though others are told to pass over them (`\*`). */
export const KNOWN_THOUGH_STARRED = new Set(
  'footnote annotation atnauthor shpinst shptxt do dptxbxtext ud nesttableprops fldinst objclass moMath moMathPara cs ts ds'.split(
    ' ',
  ),
);

/** Words that make what they stand in readable again. */
export const READ_WITHIN: Record<string, string> = {
  result: 'object',
  objclass: 'object',
  ud: 'upr',
  title: 'info',
  dptxbxtext: 'do',
};

/** Groups whose text is told apart from the story. */
export const SINKS: Record<string, Sink> = {
  fonttbl: 'font',
  stylesheet: 'style',
  listtext: 'label',
  pntext: 'label',
  title: 'title',
  atnauthor: 'author',
  objclass: 'object',
  fldinst: 'code',
};

export const PARTS: Record<string, Part> = {
  header: 'header',
  headerl: 'header',
  headerr: 'header',
  headerf: 'header',
  footer: 'footer',
  footerl: 'footer',
  footerr: 'footer',
  footerf: 'footer',
  footnote: 'footnote',
  annotation: 'remark',
  shptxt: 'box',
  dptxbxtext: 'box',
};

/** Words that stand for a character. */
export const CHARACTERS: Record<string, string> = {
  tab: '\t',
  line: '\n',
  lbr: '\n',
  page: '\n',
  column: '\n',
  softline: '\n',
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};
