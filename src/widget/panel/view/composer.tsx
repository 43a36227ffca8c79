import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { QUESTION_MAX_LENGTH } from '../../wire.ts';
import { acceptOf } from '../files.ts';
import { liveHere, type PanelState } from '../state/panel-state.ts';
import { Icon } from './icon.tsx';
import { usePanel } from './panel-context.ts';

const FIELD_MAX_PX = 140; // six lines, then it scrolls

export function Composer({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const [text, setText] = useState(state.draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const rules = state.session?.widget.attachments;
  const live = liveHere(state);
  const uploading = state.files.some(({ attachment }) => attachment === null);
  const excess = text.trim().length - QUESTION_MAX_LENGTH;
  const ready = text.trim() !== '' && excess <= 0 && !uploading;

  useEffect(() => {
    // A finger that opened the panel wants to read first: the keyboard of a phone would cover half of it.
    const byTouch = window.matchMedia('(pointer: coarse)').matches;
    controller.onFocus = () => (byTouch ? document.querySelector<HTMLElement>('.talk') : field.current)?.focus();
    return () => {
      controller.onFocus = () => undefined;
    };
  }, [controller]);
  useLayoutEffect(() => {
    const { current } = field;
    if (current === null) return;
    current.style.height = 'auto';
    current.style.height = `${Math.min(current.scrollHeight, FIELD_MAX_PX)}px`;
  }, [text]);

  const change = (value: string): void => {
    setText(value);
    controller.keepDraft(value);
  };
  const send = (): void => {
    if (!ready) return;
    controller.delivery.send(text.trim());
    setText('');
    controller.keepDraft('');
    field.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      {state.files.length > 0 && <DraftFiles state={state} />}
      {excess > 0 && (
        <p class="fault" role="status">
          {t('tooLong', { count: excess })}
        </p>
      )}
      <div class="field-line">
        {rules?.enabled === true && (
          <>
            <input
              ref={picker}
              type="file"
              class="unseen"
              multiple
              tabIndex={-1}
              aria-hidden="true"
              accept={acceptOf(rules)}
              onChange={event => {
                controller.files.add([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = '';
              }}
            />
            <button
              type="button"
              class="round quiet"
              aria-label={t('attach')}
              title={t('attach')}
              onClick={() => picker.current?.click()}
            >
              <Icon name="clip" />
            </button>
          </>
        )}
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={t('question')}
          placeholder={t('placeholder')}
          enterkeyhint="send"
          value={text}
          onInput={event => change(event.currentTarget.value)}
          onPaste={event => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (files.length === 0 || rules?.enabled !== true) return;
            event.preventDefault();
            controller.files.add(files);
          }}
          onKeyDown={event => {
            // While a word is composed (Japanese, accents by several keys), Enter belongs to it.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        {live !== null && (
          <button
            type="button"
            class="round stop"
            aria-label={t('stop')}
            title={t('stop')}
            aria-disabled={live.stopping || live.messageId === null}
            onClick={() => controller.delivery.stop()}
          >
            <Icon name="stop" />
          </button>
        )}
        {(live === null || ready) && (
          <button type="submit" class="round send" aria-label={t('send')} title={t('send')} aria-disabled={!ready}>
            <Icon name="arrowUp" />
          </button>
        )}
      </div>
    </form>
  );
}

function DraftFiles({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  return (
    <ul class="attachments" aria-label={t('attached')}>
      {state.files.map(({ key, name, attachment }) => (
        <li key={key} aria-busy={attachment === null}>
          <Icon name={attachment?.kind === 'image' ? 'image' : 'file'} />
          <span class="file-name" dir="auto">
            {name}
          </span>
          {attachment === null && (
            <span class="unseen" role="status">
              {t('attaching', { name })}
            </span>
          )}
          <button
            type="button"
            class="small"
            aria-label={t('removeFile', { name })}
            onClick={() => controller.files.remove(key)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
