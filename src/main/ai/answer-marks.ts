/**
 * How models mark their reasoning and the end of their turn, when their server hands it on as text. Sources: the chat
 * templates and model cards of each family.
 */

/** Reasoning that has begun: how long the mark is, and what ends it. */
export type Opening = { length: number; closers: readonly RegExp[] };

/** Found at the beginning of a text, not found, or not to be told before more of it is there. */
export type Found<Thing> = Thing | 'perhaps' | null;

/** DeepSeek R1, Qwen 3, QwQ, GLM, MiniMax, EXAONE, Seed-OSS and most others write tags of this kind. */
const TAG_NAMES = [
  'think',
  'thinking',
  'thought',
  'thoughts',
  'reasoning',
  'reflection',
  'scratchpad',
  'seed:think',
];

const NAMES = TAG_NAMES.join('|');
const TAG = new RegExp(`^<(${NAMES})(?:\\s[^<>]{0,80})?>`, 'i');
const TAG_ATTRIBUTES = new RegExp(`^<(?:${NAMES})\\s[^<>]{0,80}$`, 'i');
export const CLOSING_TAG = new RegExp(`</(?:${NAMES})\\s*>`, 'i');

/** Marks of single families, word for word. */
const LITERALS: readonly (readonly [open: string, close: RegExp])[] = [
  ['[THINK]', /\[\/THINK\]/], // Magistral
  ['◁think▷', /◁\/think▷/], // Kimi
  ['<|START_THINKING|>', /<\|END_THINKING\|>/], // Command A
  ['<|begin_of_thought|>', /<\|end_of_thought\|>/], // Sky-T1, LLaVA-o1
  ['<|inner_prefix|>', /<\|inner_suffix\|>/], // Apertus
  ['<|think|>', /<\|\/think\|>|<\|content\|>/],
  ['<|channel>thought', /<channel\|>/], // Gemma 4
  ['<unused94>thought', /<unused95>/], // MedGemma
  ['Here is my thought process:', /Here is my response:/], // Granite
  ['Here’s my thought process:', /Here’s my response:/],
  ["Here's my thought process:", /Here's my response:/],
];

/** Interfaces that fold reasoning hand it on as HTML. */
const DETAILS =
  /^<details\b[^>]{0,200}\btype=["']?reasoning["']?[^>]{0,200}>\s*(?:<summary>[^<]{0,200}<\/summary>)?/i;
/** What may still become the summary that belongs to it. */
const SUMMARY_BEGUN =
  /^\s*(?:<(?:s(?:u(?:m(?:m(?:a(?:r(?:y(?:>[^<]{0,200}(?:<(?:\/\w{0,7})?)?)?)?)?)?)?)?)?)?)?$/i;
const DETAILS_BEGUN = /^<(?:d(?:e(?:t(?:a(?:i(?:l(?:s(?:\s[^>]{0,400})?)?)?)?)?)?)?)?$/i;

/** gpt-oss: reasoning and answer are channels of one text. A server that drops the marks leaves their names. */
const CHANNEL =
  /^(?:<\|start\|>assistant)?<\|channel\|>(?:analysis|commentary)[^<]{0,120}(?:<\|constrain\|>\w{0,20})?<\|message\|>/;
const BARE_CHANNEL = /^analysis(?=[A-Z“"'])/;
const CHANNEL_END = [
  /<\|end\|>/,
  /<\|call\|>/,
  /<\|channel\|>final(?:<\|constrain\|>\w{0,20})?<\|message\|>/,
];
const BARE_CHANNEL_END = /assistant(?:commentary[^]{0,400}?assistant)?final/;

/** What stands before an answer and is no part of it. */
const PREFIXES = [
  /^<\|start\|>assistant/,
  /^<\|channel\|>final(?:<\|constrain\|>\w{0,20})?<\|message\|>/,
  /^<\|channel\|>final/,
  /^<\|message\|>/,
  /^<\|im_start\|>assistant\n?/,
  /^<\|start_header_id\|>assistant<\|end_header_id\|>/,
  /^<start_of_turn>model\n?/,
  /^<\|START_RESPONSE\|>/,
  /^<\|begin_of_solution\|>/,
  /^<\|begin_of_box\|>/,
  /^<\|content\|>/,
  /^<\|assistant\|>/,
  /^<s>(?!\w)/,
];
const PREFIX_LITERALS = [
  '<|start|>assistant<|channel|>final<|message|>',
  '<|channel|>final<|message|>',
  '<|im_start|>assistant\n',
  '<|start_header_id|>assistant<|end_header_id|>',
  '<start_of_turn>model\n',
  '<|START_RESPONSE|>',
  '<|begin_of_solution|>',
  '<|begin_of_box|>',
  '<|assistant|>',
];
const LONGEST_CHANNEL_MARK = 200; // characters, constraints and tool names included

/** Marks that end a turn: nothing after them is meant for the person. */
const END_MARKS = [
  '<|im_end|>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<|end|>',
  '<|return|>',
  '<|EOT|>',
  '<|END_RESPONSE|>',
  '<|END_OF_TURN_TOKEN|>',
  '<|end_of_solution|>',
  '<|end_of_box|>',
  '<|end_of_turn|>',
  '<|im_start|>',
  '<|start_header_id|>',
  '<|user|>',
  '<|endofturn|>',
  '<end_of_turn>',
  '<turn|>',
  '<｜end▁of▁sentence｜>',
  '<|end▁of▁sentence|>',
  '[EOS]',
];

/** Ends a turn only as the very last thing: it is also HTML that an answer may hold. */
const LAST_MARKS = ['</s>', '<eos>', '[/INST]', '</answer>'];

const CLOSING_LITERALS = TAG_NAMES.map(name => `</${name}>`);

function isBegun(text: string, literal: string): boolean {
  return text.length < literal.length && literal.toLowerCase().startsWith(text.toLowerCase());
}

/** Reasoning that opens at the beginning of `text`. */
export function findOpening(text: string): Found<Opening> {
  const tag = TAG.exec(text);
  if (tag) return { length: tag[0].length, closers: [CLOSING_TAG] };
  const details = DETAILS.exec(text);
  if (details) {
    const isBare = !details[0].includes('<summary>');
    if (isBare && SUMMARY_BEGUN.test(text.slice(details[0].length))) return 'perhaps';
    return { length: details[0].length, closers: [/<\/details>/i] };
  }
  const channel = CHANNEL.exec(text);
  if (channel) return { length: channel[0].length, closers: CHANNEL_END };
  const bare = BARE_CHANNEL.exec(text);
  if (bare) return { length: bare[0].length, closers: [BARE_CHANNEL_END] };
  for (const [open, close] of LITERALS) {
    if (text.toLowerCase().startsWith(open.toLowerCase())) return { length: open.length, closers: [close] };
  }
  const begun =
    TAG_NAMES.some(name => isBegun(text, `<${name}>`)) ||
    LITERALS.some(([open]) => isBegun(text, open)) ||
    TAG_ATTRIBUTES.test(text) ||
    DETAILS_BEGUN.test(text) ||
    isBegun(text, '<|start|>assistant<|channel|>') ||
    isBegun(text, '<|channel|>') ||
    (/^(?:<\|start\|>assistant)?<\|channel\|>/.test(text) &&
      text.length < LONGEST_CHANNEL_MARK &&
      !/<\|message\|>/.test(text)) ||
    isBegun(text, 'analysisX');
  return begun ? 'perhaps' : null;
}

/** Length of what stands at the beginning of `text` and is no part of an answer. */
export function findPrefix(text: string): Found<{ length: number }> {
  if (PREFIX_LITERALS.some(literal => isBegun(text, literal))) return 'perhaps';
  for (const prefix of PREFIXES) {
    const found = prefix.exec(text);
    if (found) return { length: found[0].length };
  }
  return null;
}

export type EndMark = { length: number; isCertain: boolean };

/** A mark at the beginning of `text` that ends the turn. */
export function findEnd(text: string): Found<EndMark> {
  const certain = END_MARKS.find(mark => text.startsWith(mark));
  if (certain !== undefined) return { length: certain.length, isCertain: true };
  const last = LAST_MARKS.find(mark => text.startsWith(mark));
  if (last !== undefined) return { length: last.length, isCertain: false };
  const begun = [...END_MARKS, ...LAST_MARKS].some(
    mark => mark.length > text.length && mark.startsWith(text),
  );
  return begun ? 'perhaps' : null;
}

/** A closing tag of reasoning at the beginning of `text`. */
export function findClosingTag(text: string): Found<{ length: number }> {
  const found = CLOSING_TAG.exec(text);
  if (found?.index === 0) return { length: found[0].length };
  const other = /^(?:\[\/THINK\]|◁\/think▷)/.exec(text);
  if (other) return { length: other[0].length };
  const begun = [...CLOSING_LITERALS, '[/THINK]', '◁/think▷'].some(literal => isBegun(text, literal));
  return begun ? 'perhaps' : null;
}

/** Longest mark that may be cut in two at the end of a piece, in characters. */
const LONGEST_CLOSER = 80;

/** Where reasoning ends in `text`: the end of its words and the beginning of what follows; or what may still be a mark. */
export function findCloser(
  text: string,
  closers: readonly RegExp[],
): { end: number; next: number } | { safe: number } {
  const found = closers
    .map(closer => closer.exec(text))
    .filter(match => match !== null)
    .sort((one, other) => one.index - other.index)[0];
  if (found) return { end: found.index, next: found.index + found[0].length };
  // Marks begin with a sign, or with a word at the start of a line or sentence: nothing is held longer than one.
  const from = Math.max(0, text.length - LONGEST_CLOSER);
  const sign = text.slice(from).search(/[<[◁]|assistant|Here/);
  return { safe: sign === -1 ? text.length - partial(text) : from + sign };
}

/** Letters at the end of a text that may be the beginning of a mark that begins with a word. */
function partial(text: string): number {
  for (const word of ['assistant', 'Here']) {
    for (let length = word.length - 1; length > 0; length -= 1) {
      if (text.endsWith(word.slice(0, length))) return length;
    }
  }
  return 0;
}
