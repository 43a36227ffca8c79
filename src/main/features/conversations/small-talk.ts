import type { Language } from '#shared/contract/vocabulary.ts';

const greetings =
  /^(bonjour|bonsoir|salut|coucou|hello|hi|hey|good (morning|afternoon|evening))( (à tous|à toutes|tout le monde|there|all|everyone))?$/iu;
const thanks =
  /^((un grand |merci )?merci( (beaucoup|bien|à vous|à toi|pour tout))?|thanks( (a lot|so much))?|thank you( (very|so) much)?|ok merci|parfait merci|great,? thanks)$/iu;

/** A greeting or thanks needs no document. Only whole messages count: « bonjour, quels sont les horaires ? » is a question. */
export function smallTalkIn(message: string): 'greeting' | 'thanks' | null {
  const plain = message
    .replaceAll(/[!?.…,;:]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (greetings.test(plain)) return 'greeting';
  if (thanks.test(plain)) return 'thanks';
  return null;
}

const englishSmallTalk = /^(hello|hi|hey|good |thanks|thank|great)/iu;

export function smallTalkLanguage(message: string): Language {
  return englishSmallTalk.test(message.trim()) ? 'en' : 'fr';
}
