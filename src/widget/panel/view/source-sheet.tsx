import type { Passage } from '../../wire.ts';
import { useEffect, useRef, useState } from '../dom/hooks.ts';
import type { Sheet as AnySheet } from '../state/panel-state.ts';
import { usePanel } from '../tools.ts';
import { Sheet } from './sheet.tsx';

/** The words behind a number, marked on paper among what stands around them; then the next place of that source. */
export function SourceSheet({ sheet }: { sheet: AnySheet & { kind: 'source' } }) {
  const { controller, t } = usePanel();
  const { messageId, source } = sheet;
  const [place, setPlace] = useState(sheet.place ?? 0);
  const [passage, setPassage] = useState<Passage | 'failed' | null>(null);
  const mark = useRef<HTMLElement | null>(null);
  useEffect(() => {
    let show = setPassage;
    controller.passage(messageId, source.number, place).then(
      found => show(found),
      () => show('failed'),
    );
    return () => (show = () => undefined); // another place is asked for
  }, [place]);
  useEffect(() => mark.current?.scrollIntoView({ block: 'center' }), [passage]);
  const found = passage === 'failed' ? null : passage;
  const { title, pages, quote } = found ?? source;
  return (
    <Sheet title={title} note={pages && t('page', { page: pages })}>
      {passage === 'failed' && <p class="muted">{t('passageFailed')}</p>}
      {source.places > 1 && (
        <button class="text" onclick={() => setPlace((place + 1) % source.places)}>
          {t('nextPlace', { place: place + 1, of: source.places })}
        </button>
      )}
      <div class="paper" dir="auto" tabindex={0} aria-busy={passage === null}>
        {found?.before}
        <mark ref={mark}>{quote}</mark>
        {found?.after}
      </div>
    </Sheet>
  );
}
