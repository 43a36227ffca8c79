import { useEffect, useState } from '../dom/hooks.ts';
import { plainWords, sentencesAfter } from '../spoken.ts';
import { usePanel } from '../tools.ts';

/** Sentences are said in groups, so that one is not cut off by the next. */
const GROUP_MS = 2_500;
/** What was said before goes: the region does not grow with the conversation. */
const KEPT = 12;

/**
 * Tells a screen reader what comes, in whole sentences and never word by word. A polite region: what a person does
 * goes first.
 */
export function Announcer() {
  const { controller, t } = usePanel();
  const [said, setSaid] = useState<readonly [key: number, words: string][]>([]);
  useEffect(() => {
    let lines = said;
    let [messageId, upTo, at, quoted] = ['', 0, 0, ''];
    const say = (...words: string[]): void => {
      if (words.length === 0) return;
      at = Date.now();
      const last = lines[lines.length - 1]?.[0] ?? 0;
      const added = words.map((each, index) => [last + index + 1, each] as [number, string]);
      lines = [...lines, ...added].slice(-KEPT);
      setSaid(lines);
    };
    return controller.store.subscribe(() => {
      const { live, messages, shown, thread, session } = controller.store.get();
      const name = session?.widget.title ?? '';
      if (!shown) return;
      if (live !== null && live.thread === thread && live.messageId !== null) {
        if (messageId !== live.messageId) {
          [messageId, upTo, quoted] = [live.messageId, 0, ''];
          say(live.phase === 'queued' ? t('queued', { count: live.position }) : t('searching'));
        } else if (live.phase === 'searching') {
          if (live.text !== quoted) say(plainWords(live.text));
          quoted = live.text;
        } else if (live.phase === 'writing' && Date.now() - at > GROUP_MS) {
          const { sentences, upTo: reached } = sentencesAfter(live.text, upTo, false);
          if (upTo === 0 && reached > 0) say(t('answerArrived', { name }));
          upTo = reached;
          say(...sentences);
        }
        return;
      }
      const last = messages[messages.length - 1];
      if (live !== null || last?.id !== messageId) return;
      if (upTo === 0) say(t('answerArrived', { name }));
      say(...sentencesAfter(last.content, upTo, true).sentences);
      if (last.status === 'stopped' || last.status === 'failed') say(t(last.status));
      if (last.cut) say(t(last.cut));
      messageId = '';
    });
  }, [t]);
  return (
    <div class="unseen" role="log" aria-live="polite" aria-relevant="additions">
      {said.map(([key, words]) => (
        <p key={key}>{words}</p>
      ))}
    </div>
  );
}
