import { either } from './plain-clauses.ts';

/** All on plain words: `I’d` is “i d”, `don’t` is “don t”. */

const LEAD_IN = `(?:${either(
  'hello',
  'hi',
  'hey',
  'ok',
  'okay',
  'yes',
  'no',
  'oh',
  'well',
  'so',
  'and',
  'but',
  'then',
  'sorry',
  'please',
  'pls',
  'thanks',
  'thank you',
  'actually',
  'instead',
  'excuse me',
  'sir',
  'madam',
  'just',
  'good (?:morning|afternoon|evening)',
)} )*`;

const QUALITY = either(
  'real',
  'live',
  'actual',
  'human',
  'different',
  'proper',
  'customer(?: service| support| care)?',
  'support',
  'service',
  'sales',
  'help ?desk',
  'qualified',
);
const TRADE = either(
  'person',
  'human(?: being)?',
  'agent',
  'operator',
  'representative',
  'rep',
  'advis[eo]r',
  'consultant',
  'employee',
  'staff member',
  'colleague',
  'member of (?:staff|your (?:team|staff)|the (?:team|staff))',
  'specialist',
  'manager',
  'supervisor',
  'receptionist',
  'technician',
  'salesperson',
  'expert',
);
const SERVICE = either(
  'customer (?:service|services|support|care|relations)',
  '(?:tech(?:nical)? )?support(?: team)?',
  'help ?desk',
  'team',
  'staff',
  'office',
  'front desk',
  'reception',
  'sales(?: team)?',
  'manager',
);
const SOMEONE = either('some ?one', 'some ?body', 'any ?one', 'any ?body');

/** A person of the office, as whoever asks knows them: not by name, and not as anybody's but theirs. */
const PERSON = either(
  `${SOMEONE}(?: (?:real|human|else|in charge(?! of)|competent|there|live))?`,
  `(?:an? |another |one of your )(?:${QUALITY} )*(?:${TRADE})s?`,
  `(?:real |actual |live )?(?:humans|people|agents|human)`,
  `(?:your |the |a )?${SERVICE}`,
  `(?:the |your )(?:${TRADE})s?`,
);

const CONTACT = either(
  `(?:talk|speak|chat)(?:ing)? (?:directly )?(?:to|with) ${PERSON}`,
  `(?:reach|contact|call|phone|ring) (?:out to )?${PERSON}`,
  'make a (?:phone )?call (?:to|with) ' + PERSON,
  `get (?:in (?:touch|contact) with|hold of|through to|connected (?:to|with)|ahold of) ${PERSON}`,
  `be (?:connected|transferred|put through|directed|redirected|passed) (?:to|with|on to) ${PERSON}`,
  `have (?:a (?:chat|word|conversation|call) with ${PERSON}|${PERSON} (?:call|phone|contact|ring|reply to) me(?: back)?)`,
);
/** Words that may also want a person for something else: nothing but courtesy may follow. */
const HAVE = `(?:have|get|see|meet) ${PERSON}`;
const CALLED_BACK = either(
  'be (?:called|phoned|rung|contacted)(?: back)?',
  '(?:get |have |request |receive )?a (?:call ?back|call|phone call)(?: back)?',
  `${SOMEONE} to (?:call|phone|contact|ring|get back to|reply to|help) me(?: back)?`,
  'you to (?:call|phone|contact|ring|get back to) me(?: back)?',
);

const POLITE_TAIL = either(
  'please',
  'pls',
  'thanks',
  'thank you',
  'now',
  'right now',
  'right away',
  'immediately',
  'asap',
  'today',
  'tomorrow',
  'directly',
  'instead',
  'live',
  'here',
  'there',
  'in person',
  'on the (?:phone|line)',
  'over the phone',
  'by (?:phone|email|mail)',
  'about',
  'regarding',
  'concerning',
  'from',
  'at your',
  'in (?:your|the office)',
  'on your',
  'of your',
  'who (?:can|could|speaks|knows|works|is able|understands)',
  'that can',
  'to (?:discuss|help|talk|explain|sort|fix|solve|ask|complain|get|resolve)',
  'for (?:help|assistance|support|this|that|more)',
  'and',
  'or',
  'because',
  'as soon',
  'if possible',
  'not a',
  'rather than',
  'via',
  'with this',
  'with my',
  'with that',
);
const ASIDE = '(?:during|while|when|if (?!possible)|before|after|in case|on (?:sick|leave|holiday|strike))';
const OPEN_END = `(?! ${ASIDE})(?= |$)`;
const POLITE_END = `(?: ${POLITE_TAIL}\\b.*)?$`;

const I_WISH = either(
  'i (?:just |really |only )?(?:want|need|wish|wanna|prefer|demand|require)(?: to)?',
  'i (?:would|d) (?:just |really |much )?(?:like|love|prefer|rather)(?: to)?',
  'id (?:like|prefer|love)(?: to)?',
  '^(?:just )?(?:want|need|would like) to',
  'we (?:want|need|wish|would like|d like)(?: to)?',
  '(?:i m|i am|im) (?:looking|trying|hoping|asking) (?:to|for)',
  'let me',
);
const MAY_I = either(
  '(?:can|could|may|might) (?:i|we)(?: please)?',
  'i (?:can|could)',
  'would it be possible (?:for me )?to',
  'is (?:it|there) (?:possible|(?:a|any) way)(?: for me)? to',
  'any way to',
  'how (?:can|do|could|would|may) (?:i|we)',
  'how to',
  'where (?:can|do) i',
);
const MACHINE = either(
  'bot',
  'robot',
  'chatbot',
  'machine',
  'computer',
  'ai',
  'algorithm',
  'answering machine',
);
const NOT_BEFORE = '(?<!\\b(?:if|when|whether|why|do|did|does|should|must|unless|where|what|who|because) )';
const CALL_TAIL = either(
  'please',
  'pls',
  'thanks',
  'thank you',
  'now',
  'today',
  'tomorrow',
  'tonight',
  'later',
  'asap',
  'as soon',
  'at (?:\\d+|this|my|your|the|noon)',
  'on (?:\\d+|this|my|monday|tuesday|wednesday|thursday|friday)',
  'this',
  'about',
  'regarding',
  'concerning',
  'in (?:the|an|a)',
  'when you (?:can|have|are)',
  'to (?:discuss|talk|explain)',
  'by phone',
  'with',
  '\\d+',
);
const CALL_END = `(?: ${CALL_TAIL}\\b.*)?$`;
const CALL_ME =
  '(?:(?:call|ring|phone|contact|reach) me(?: back)?|get back to me|give me a (?:call|ring)(?: back)?)';

export const ENGLISH_WISHES = [
  // I’d like to talk to someone.
  `${NOT_BEFORE}\\b${I_WISH} ${either(CONTACT, CALLED_BACK)}${OPEN_END}`,
  `${NOT_BEFORE}\\b${I_WISH} (?:talk|speak|chat) (?:to|with) (?:mr|mrs|ms|miss|dr|doctor|an? (?:lawyer|solicitor|notary|doctor|accountant|nurse|broker))\\b`,
  // I need a human.
  `^${LEAD_IN}${I_WISH} ${either(HAVE, PERSON, `help from ${PERSON}`)}${POLITE_END}`,
  // Can I speak to a person? How do I reach an agent?
  `^${LEAD_IN}${MAY_I} ${either(CONTACT, HAVE, 'be (?:called|phoned|contacted)(?: back)?', '(?:get|have|request) a (?:call ?back|call)')}${POLITE_END}`,
  `^${LEAD_IN}${MAY_I} (?:talk|speak) (?:to|with) (?:mr|mrs|ms|miss|dr|doctor)\\b`,
  // A human, please. Talk to an agent.
  `^${LEAD_IN}${either(CONTACT, HAVE, `(?:talk|speak) (?:to|with) ${TRADE}`, PERSON, `(?:${QUALITY} )*${TRADE}`, 'call ?back', 'a call ?back')}(?: (?:please|pls|thanks|thank you|now|right now|asap))*$`,
  // Connect me to someone. Could you put me through to an agent?
  `^${LEAD_IN}(?:(?:can|could|would|will) you (?:please )?)?(?:connect|transfer|put|pass|direct|redirect|get|give|find|link|switch|hand)(?: me)?(?: over| on| through| back)?(?: in (?:touch|contact))?(?: to| with)? ${PERSON}${POLITE_END}`,
  // Call me back. Can someone call me?
  `^${LEAD_IN}${CALL_ME}${CALL_END}`,
  `^${LEAD_IN}(?:can|could|would|will|may) (?:you|${SOMEONE}|an? (?:${QUALITY} )*${TRADE})(?: from your \\w+| please)? (?:please )?${either(CALL_ME, 'speak (?:to|with) me', 'talk to me')}${CALL_END}`,
  `^${LEAD_IN}(?:can|could|would|will) ${SOMEONE} (?:please )?(?:help|answer) me${CALL_END}`,
  `^${LEAD_IN}(?:(?:can|could|would|will) you (?:please )?)?(?:have|get|ask) (?:${SOMEONE}|an? ${TRADE}) (?:to )?${CALL_ME}${CALL_END}`,
  // Is anybody there?
  `^${LEAD_IN}(?:is|are) (?:there )?(?:${SOMEONE}|an? (?:${QUALITY} )*(?:person|human(?: being)?|agent|operator))(?: (?:there|here|available|online|around|(?:that )?i (?:can|could) (?:talk|speak) (?:to|with)|who can help(?: me)?|to (?:talk|speak) (?:to|with)))+$`,
  // I don’t want to talk to a bot.
  `\\bi (?:don t|dont|do not|would not|wouldn t|d rather not|am not|m not) (?:want to |like to |wanna |going to )?(?:talk|speak|chat|deal|talking|speaking)(?:ing)? ?(?:to|with) (?:an? |this |your )?${MACHINE}\\b`,
  `\\b(?:tired|sick|enough) of (?:talking (?:to|with) )?(?:an? |this |your )?${MACHINE}s?\\b`,
  `^${LEAD_IN}(?:an? )?(?:real )?(?:human|person)(?: and)? not (?:an? )?${MACHINE}\\b`,
];
