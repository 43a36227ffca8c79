import type { Language } from '#shared/contract/vocabulary.ts';

/*
 * Function words, folded (no accents, lower case) and already split as the tokeniser splits: "est-ce" is two
 * words here. Elided forms (l', d', qu') never reach these lists: the tokeniser drops them.
 * Grounded in the Snowball lists (BSD), completed with the auxiliaries and question words people put around
 * what they really ask ("comment puis-je…", "how do I…").
 */
const french = `
  a ai aie aient aies ait alors apres as au aucun aucune aujourd aupres auquel aura aurai auraient aurais aurait auras
  aurez auriez aurions aurons auront aussi autre autres aux auxquelles auxquels avaient avais avait avant avec avez aviez
  avions avoir avons ayant ayez ayons c car ce ceci cela celle celles celui cependant ces cet cette ceux chacun chacune
  chaque chez combien comme comment d dans de dedans des desormais donc dont du durant elle elles en encore enfin ensuite entre
  envers est et etaient etais etait etant ete etes etiez etions etre eu eue eues eurent eus eusse eut eux faire fait faites
  faut fois font fumes furent fus fusse fut hors hui il ils j je jusque l la laquelle le lequel les lesquelles lesquels leur
  leurs lors lorsque lui m ma mais me meme memes mes mien mienne moi moins mon n ne ni non nos notre notres nous on ont or
  ou par parce parmi pas pendant peu peut peuvent peux plus plusieurs plutot pour pourquoi pourrait pourrais pouvez pouvoir
  puis puisque qu quand quant que quel quelle quelles quelque quelques quels qui quoi quoique s sa sans sauf se sera serai
  seraient serais serait seras serez seriez serions serons seront ses si sien sienne sinon soi soient sois soit sommes son
  sont sous suis sur t ta tandis tant te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une vais va
  vers veut veux voici voila vont vos votre votres vous vu y ca doit dois doivent devez etre puis
`;

const english = `
  a about above after again against all also am an and another any anyone anything are aren as at be because been before being below between both
  but by can cannot could couldn did didn do does doesn doing don down during each either else ever few for from further
  get had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it its itself
  just ll many me might more most much must mustn my myself neither no nor not now of off on once only or other others our ours ourselves
  out over own re s same shall she should shouldn so some someone something such t than that the their theirs them themselves then there
  these they this those through thus to too under until up upon us ve very was wasn we were weren what when where whether
  which while who whom whose why will with within without won would wouldn you your yours yourself yourselves
`;

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/u));
}

/** Folded function words of each language; removed from queries and from the body of passages. */
export const STOP_WORDS: Record<Language, ReadonlySet<string>> = { fr: words(french), en: words(english) };

/**
 * Words of one list that are ordinary words or abbreviations in the other language ("car", "son", "EU"). They
 * are stop-words of their own language but never vote for it.
 */
const AMBIGUOUS = words(`
  a ai an as aura but c car d do don eu font j l ll m ma main me n ni on or ours plus re s sa se si so son t ta tel ton us
  ve vu y
`);

function voters(language: Language, other: Language): ReadonlySet<string> {
  return new Set(
    [...STOP_WORDS[language]].filter(word => !STOP_WORDS[other].has(word) && !AMBIGUOUS.has(word)),
  );
}

/** Words whose presence speaks for one language and not for the other. */
export const LANGUAGE_VOTERS: Record<Language, ReadonlySet<string>> = {
  fr: voters('fr', 'en'),
  en: voters('en', 'fr'),
};
