import { useEffect, useRef } from '../dom/hooks.ts';
import type { Child } from '../dom/jsx-runtime.ts';
import { usePanel } from '../tools.ts';
import { IconButton } from './icon-button.tsx';

type Props = {
  title: string;
  /** Small, under the title. */
  note?: string | null;
  children: Child;
  /** A question that must be answered is an alert to a screen reader. */
  urgent?: boolean;
};

/** Something over the conversation: a real dialog, so that focus stays in it, Escape ends it and focus goes back. */
export function Sheet({ title, note, children, urgent }: Props) {
  const { controller, t } = usePanel();
  const dialog = useRef<HTMLDialogElement | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, []);
  const close = (): void => controller.openSheet(null);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      role={urgent === true && 'alertdialog'}
      aria-labelledby="sheet-title"
      oncancel={event => {
        event.preventDefault();
        close();
      }}
      onclick={event => {
        if (event.target === dialog.current) close(); // beside it
      }}
      onkeydown={event => {
        if (event.key === 'Escape') event.stopPropagation(); // ends this, not the panel
      }}
    >
      <div class="sheet-inner">
        <header class="sheet-head">
          <div>
            <h2 id="sheet-title">{title}</h2>
            {note && <p class="muted">{note}</p>}
          </div>
          <IconButton icon="close" words={t('close')} onclick={close} />
        </header>
        <div class="sheet-body">{children}</div>
      </div>
    </dialog>
  );
}
