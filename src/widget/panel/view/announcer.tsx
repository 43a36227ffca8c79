import { useEffect, useRef, useState } from 'preact/hooks';
import { sentencesAfter } from '../spoken.ts';
import type { PanelState } from '../state/panel-state.ts';
import { usePanel } from './panel-context.ts';

/** Sentences are said in groups, so that one is not cut off by the next. */
const GROUP_MS = 2_500;
/** Said already and out of the way: the region does not grow with the conversation. */
const KEPT = 12;

type Said = { key: number; words: string };

/**
 * Tells a screen reader what comes, in whole sentences and never word by word. A polite region: what a person does
 * goes first.
 */
export function Announcer({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const [said, setSaid] = useState<readonly Said[]>([]);
  const heard = useRef({ messageId: '', upTo: 0, key: 0, at: 0 });
  const name = state.session?.widget.title ?? '';

  useEffect(() => {
    const say = (...words: string[]): void => {
      if (words.length === 0) return;
      heard.current.at = Date.now();
      setSaid(former =>
        [...former, ...words.map(each => ({ key: (heard.current.key += 1), words: each }))].slice(-KEPT),
      );
    };
    const listen = (): void => {
      const { live, messages, shown, thread } = controller.store.get();
      if (!shown) return;
      const mark = heard.current;
      if (live !== null && live.thread === thread && live.messageId !== null) {
        if (mark.messageId !== live.messageId) {
          Object.assign(mark, { messageId: live.messageId, upTo: 0 });
          say(live.phase === 'queued' ? t('queued', { count: live.position }) : t('searching'));
        }
        if (Date.now() - mark.at < GROUP_MS || live.phase !== 'writing') return;
        const { sentences, upTo } = sentencesAfter(live.text, mark.upTo, false);
        const first = mark.upTo === 0 && sentences.length > 0 ? [t('answerArrived', { name })] : [];
        mark.upTo = upTo;
        say(...first, ...sentences);
        return;
      }
      const last = messages[messages.length - 1];
      if (live !== null || last === undefined || last.id !== mark.messageId) return;
      const { sentences } = sentencesAfter(last.content, mark.upTo, true);
      const first = mark.upTo === 0 ? [t('answerArrived', { name })] : [];
      mark.messageId = '';
      const end = last.status === 'stopped' ? t('stopped') : last.status === 'failed' ? t('failed') : t('answerEnded');
      say(...first, ...sentences, end);
    };
    return controller.store.subscribe(listen);
  }, [controller, t, name]);

  return (
    <div class="unseen announcer" role="log" aria-live="polite" aria-relevant="additions">
      {said.map(({ key, words }) => (
        <p key={key}>{words}</p>
      ))}
    </div>
  );
}
