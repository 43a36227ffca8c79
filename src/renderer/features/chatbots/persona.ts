import { INSTRUCTIONS_MAX_LENGTH, type Chatbot, type ChatbotUpdate } from '#shared/contract/chatbots.ts';
import { AVATAR_MAX_LENGTH, CONNECT_SECONDS, SILENCE_SECONDS } from '#shared/contract/limits.ts';
import { filledLines } from '../../ui/filled-lines.ts';

/** What a person changes on the Persona page. */
export type Persona = Pick<
  Chatbot,
  | 'name'
  | 'description'
  | 'avatar'
  | 'color'
  | 'language'
  | 'welcomeMessage'
  | 'instructions'
  | 'modelId'
  | 'fallbackModelIds'
  | 'connectSeconds'
  | 'firstWordSeconds'
  | 'betweenWordsSeconds'
  | 'temperature'
  | 'hidesPersonal'
  | 'suggestedQuestions'
  | 'active'
>;

/** What was changed and not saved; the rest follows the chatbot as stored, so that another window's changes stay. */
export type PersonaEdits = Partial<Persona>;

export function personaWith(bot: Chatbot, edits: PersonaEdits): Persona {
  return { ...bot, ...edits };
}

/** The edits that really differ from what is stored, as the contract takes them; null when none does. */
export function changesOf(bot: Chatbot, edits: PersonaEdits): ChatbotUpdate | null {
  const tidy: PersonaEdits = {
    ...edits,
    ...(edits.name === undefined ? {} : { name: edits.name.trim() }),
    ...(edits.description === undefined ? {} : { description: edits.description.trim() }),
    ...(edits.avatar === undefined ? {} : { avatar: edits.avatar.trim() }),
    ...(edits.welcomeMessage === undefined ? {} : { welcomeMessage: edits.welcomeMessage.trim() }),
    ...(edits.suggestedQuestions === undefined
      ? {}
      : { suggestedQuestions: filledLines(edits.suggestedQuestions) }),
  };
  const stored: Persona = bot;
  const changed = Object.entries(tidy).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(stored[field as keyof Persona]),
  );
  return changed.length === 0 ? null : { id: bot.id, ...Object.fromEntries(changed) };
}

export type PersonaProblems = {
  name: boolean;
  avatar: boolean;
  instructions: boolean;
  connectSeconds: boolean;
  firstWordSeconds: boolean;
  betweenWordsSeconds: boolean;
};

export function problemsOf({
  name,
  avatar,
  instructions,
  connectSeconds,
  firstWordSeconds,
  betweenWordsSeconds,
}: Persona): PersonaProblems {
  return {
    connectSeconds: !isWithin(connectSeconds, CONNECT_SECONDS),
    firstWordSeconds: !isWithin(firstWordSeconds, SILENCE_SECONDS),
    betweenWordsSeconds: !isWithin(betweenWordsSeconds, SILENCE_SECONDS),
    name: name.trim() === '',
    avatar: avatar.trim() === '' || avatar.trim().length > AVATAR_MAX_LENGTH,
    instructions: instructions.length > INSTRUCTIONS_MAX_LENGTH,
  };
}

function isWithin(seconds: number | null, { min, max }: { min: number; max: number }): boolean {
  return seconds === null || (seconds >= min && seconds <= max);
}

/** True when the answers of the preview would differ once the edits are saved. */
export function changesAnswers(changes: ChatbotUpdate | null): boolean {
  if (changes === null) return false;
  return (
    [
      'instructions',
      'modelId',
      'fallbackModelIds',
      'connectSeconds',
      'firstWordSeconds',
      'betweenWordsSeconds',
      'temperature',
      'hidesPersonal',
      'active',
    ] as const
  ).some(field => changes[field] !== undefined);
}
