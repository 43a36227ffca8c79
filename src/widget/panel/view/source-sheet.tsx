import { useEffect, useRef, useState } from 'preact/hooks';
import type { Passage, Source } from '../../wire.ts';
import { failureOf } from '../controller.ts';
import { usePanel } from './panel-context.ts';
import { Sheet } from './sheet.tsx';

type Props = { messageId: string; source: Source; onClose(): void };

/** The passage behind a number, on paper, with the words the answer rests on marked. */
export function SourceSheet({ messageId, source, onClose }: Props) {
  const { controller, t } = usePanel();
  const [passage, setPassage] = useState<Passage | null>(null);
  const [failed, setFailed] = useState(false);
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    let gone = false;
    controller.passage(messageId, source.number).then(
      found => {
        if (!gone) setPassage(found);
      },
      (error: unknown) => {
        failureOf(error);
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [controller, messageId, source.number]);
  useEffect(() => {
    if (passage !== null) mark.current?.scrollIntoView({ block: 'center' });
  }, [passage]);

  const { page } = passage ?? source;
  return (
    <Sheet
      title={passage?.title ?? source.title}
      note={page === null ? t('source', { number: source.number }) : t('page', { page })}
      onClose={onClose}
    >
      {failed && <p class="muted">{t('passageFailed')}</p>}
      <div class="paper" dir="auto" tabIndex={0} aria-busy={passage === null && !failed}>
        {passage?.before}
        <mark ref={mark}>{passage?.quote ?? source.quote}</mark>
        {passage?.after}
      </div>
    </Sheet>
  );
}
