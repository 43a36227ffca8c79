import type { Language } from '#shared/contract/vocabulary.ts';

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/u));
}

/** Said to be polite, before or after what is asked. Folded, a phrase a line. */
export const COURTESY: readonly RegExp[] = [
  /^(?:bonjour|bonsoir|salut|hello|hi|hey|good (?:morning|afternoon|evening))(?: (?:madame|monsieur|messieurs|mesdames|all|there|everyone|a tous))*(?= )/u,
  /(?<= |^)(?:s il (?:vous|te) plait|svp|stp|please|merci(?: (?:beaucoup|d avance|par avance))?|thanks(?: in advance)?|thank you)(?= |$)/gu,
  /^(?:je (?:voudrais|souhaiterais|souhaite|veux|cherche a|aimerais) savoir|pouvez vous me dire|pourriez vous me dire|dites moi|savez vous|i (?:would|d) like to know|can you tell me|could you tell me|do you know|please tell me)(?= )/u,
];

/**
 * Words that carry no meaning of their own in a question. Much shorter than the stop-words of the search: what tells two
 * questions apart (no, without, before, who, my, must) is in none of them.
 */
export const EMPTY_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: words(`le la les l un une des du de d au aux a en et est ce c ci sont est etre sera seront etait y c t
    il s se si cela ca qui que qu dont avez avons ont as ai pour par dans sur chez vous votre vos tu ton ta tes te toi`),
  en: words(`the a an of is are be was do does did to in at on for by and it its this that these those there
    s have has get you your yours`),
};

/** Words of asking that say nothing of what is asked for: "what are your hours?" is "your hours". */
export const ANYTHING = 'anything';

/** Words with which a question begins, by what they ask for; two that ask for different things are two questions. */
export const ASKING: Readonly<Record<Language, readonly (readonly [kind: string, phrase: RegExp])[]>> = {
  fr: [
    [
      'when',
      /\b(?:quand|a quelle heure|a quelles heures|a partir de quand|quel jour|quels jours|quelle date)\b/gu,
    ],
    [
      'where',
      /\b(?:ou est ce que|ou se|ou est|ou sont|ou puis|ou peut|ou faut|ou dois|ou aller|d ou|^ou)\b/gu,
    ],
    ['howLong', /\b(?:combien de temps|quel delai|quels delais|quelle duree|sous quel delai)\b/gu],
    ['howMuch', /\b(?:combien)\b/gu],
    ['why', /\bpourquoi\b/gu],
    ['how', /\bcomment\b/gu],
    ['who', /\b(?:qui est ce qui|qui est|qui sont|a qui|avec qui|par qui|pour qui|^qui)\b/gu],
    [
      ANYTHING,
      /\b(?:qu est ce qu(?:e|i)|est ce qu(?:e|il|ils|elle|on)?|quel(?:le)?s?(?: est| sont)?|que)\b/gu,
    ],
  ],
  en: [
    ['howLong', /\bhow (?:long|quickly|fast)\b/gu],
    ['howMuch', /\bhow (?:much|many)\b/gu],
    ['howOften', /\bhow often\b/gu],
    ['when', /\b(?:when|what time|what day|what days|which day|what date)\b/gu],
    ['where', /\bwhere\b/gu],
    ['why', /\bwhy\b/gu],
    ['how', /\bhow\b/gu],
    ['who', /\b(?:who|whom|whose)\b/gu],
    [ANYTHING, /\b(?:what|which)\b/gu],
  ],
};

/** Whose thing, and who does it: what is asked of one's own is not asked of the office, which is "you" or not named. */
export const PERSONS: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  fr: new Map(
    Object.entries({
      je: 'I',
      j: 'I',
      on: 'I',
      nous: 'I',
      mon: 'my',
      ma: 'my',
      mes: 'my',
      notre: 'my',
      nos: 'my',
      me: 'me',
      m: 'me',
      moi: 'me',
      elle: 'they',
      elles: 'they',
      ils: 'they',
      son: 'their',
      sa: 'their',
      ses: 'their',
      leur: 'their',
      leurs: 'their',
      lui: 'them',
    }),
  ),
  en: new Map(
    Object.entries({
      i: 'I',
      we: 'I',
      one: 'I',
      my: 'my',
      our: 'my',
      mine: 'my',
      ours: 'my',
      me: 'me',
      us: 'me',
      he: 'they',
      she: 'they',
      they: 'they',
      his: 'their',
      her: 'their',
      their: 'their',
      him: 'them',
      them: 'them',
    }),
  ),
};

/** No is no, however it is said. Folded words. */
export const NEGATIONS: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: words('ne n pas non sans jamais aucun aucune ni'),
  en: words('not no never without none nor cannot cant dont doesnt isnt arent wont didnt couldnt shouldnt'),
};

/** Forms that no stemming brings together, by the word that stands for them. */
export const FORMS: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  fr: formsOf({
    pouvoir: 'puis peux peut peuvent pouvez pouvons pourrais pourrait pourriez',
    devoir: 'dois doit doivent devez devons devrais devrait',
    falloir: 'faut faudra faudrait',
  }),
  en: formsOf({ can: 'could', must: 'must' }),
};

function formsOf(forms: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(forms).flatMap(([word, all]) => all.split(' ').map(form => [form, word])));
}

/** Places and directions: between them the order of two words is what is asked. Folded. */
export const DIRECTION = / (?:a|au|aux|vers|to|from|into|than|contre|entre|between) /u;
