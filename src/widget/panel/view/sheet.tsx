import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { usePanel } from './panel-context.ts';

type Props = {
  title: string;
  /** Small, under the title. */
  note?: string | undefined;
  onClose(): void;
  children: ComponentChildren;
  /** Questions that must be answered are alerts to a screen reader. */
  urgent?: boolean;
};

/** Something over the conversation: a real dialog, so that focus stays in it, Escape ends it and focus goes back. */
export function Sheet({ title, note, onClose, children, urgent = false }: Props) {
  const { t } = usePanel();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      role={urgent ? 'alertdialog' : undefined}
      aria-labelledby="sheet-title"
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onClick={event => {
        if (event.target === dialog.current) onClose(); // beside it
      }}
      onKeyDown={event => {
        if (event.key === 'Escape') event.stopPropagation(); // ends this, not the panel
      }}
    >
      <div class="sheet-inner">
        <header class="sheet-head">
          <div>
            <h2 id="sheet-title">{title}</h2>
            {note !== undefined && <p class="muted">{note}</p>}
          </div>
          <button type="button" class="round" aria-label={t('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div class="sheet-body">{children}</div>
      </div>
    </dialog>
  );
}
