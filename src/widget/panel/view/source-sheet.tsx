import type { Passage, Source } from '../../wire.ts';
import { useEffect, useRef, useState } from '../dom/hooks.ts';
import { usePanel } from '../tools.ts';
import { Sheet } from './sheet.tsx';

/** The passage behind a number, on paper, with the words the answer rests on marked. */
export function SourceSheet({ messageId, source }: { messageId: string; source: Source }) {
  const { controller, t } = usePanel();
  const [passage, setPassage] = useState<Passage | 'failed' | null>(null);
  const mark = useRef<HTMLElement | null>(null);
  useEffect(() => {
    controller.passage(messageId, source.number).then(setPassage, () => setPassage('failed'));
  }, []);
  useEffect(() => mark.current?.scrollIntoView({ block: 'center' }), [passage]);
  const found = passage === 'failed' ? null : passage;
  const { title, page, quote } = found ?? source;
  return (
    <Sheet title={title} note={page === null ? null : t('page', { page })}>
      {passage === 'failed' && <p class="muted">{t('passageFailed')}</p>}
      <div class="paper" dir="auto" tabindex={0} aria-busy={passage === null}>
        {found?.before}
        <mark ref={mark}>{quote}</mark>
        {found?.after}
      </div>
    </Sheet>
  );
}
