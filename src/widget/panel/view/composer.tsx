import { QUESTION_MAX_LENGTH } from '../../wire.ts';
import { useEffect, useRef, useState } from '../dom/hooks.ts';
import { acceptOf } from '../files.ts';
import { liveHere, type PanelState } from '../state/panel-state.ts';
import { usePanel } from '../tools.ts';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';

const FIELD_MAX_PX = 140; // six lines, then it scrolls

export function Composer({ state }: { state: PanelState }) {
  const { controller, t } = usePanel();
  const [text, setText] = useState(state.draft);
  const field = useRef<HTMLTextAreaElement | null>(null);
  const picker = useRef<HTMLInputElement | null>(null);
  const rules = state.session?.widget.attachments;
  const live = liveHere(state);
  const uploading = state.files.some(({ attachment }) => attachment === null);
  const excess = text.trim().length - QUESTION_MAX_LENGTH;
  const ready = text.trim() !== '' && excess <= 0 && !uploading;

  useEffect(() => {
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
    change('');
    field.current?.focus();
  };
  const take = (event: Event, files: FileList | null | undefined): void => {
    if (!files?.length || !rules?.enabled) return;
    event.preventDefault();
    controller.files.add([...files]);
  };

  return (
    <form
      class="composer"
      onsubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      {state.files.length > 0 && (
        <ul class="attachments" aria-label={t('attached')}>
          {state.files.map(({ key, name, attachment }) => (
            <li key={key} aria-busy={attachment === null}>
              <Icon name="file" />
              <span class="cut" dir="auto">
                {name}
              </span>
              <span class="unseen" role="status">
                {attachment === null && t('attaching', { name })}
              </span>
              <IconButton
                icon="close"
                words={t('removeFile', { name })}
                class="small"
                onclick={() => controller.files.remove(key)}
              />
            </li>
          ))}
        </ul>
      )}
      {excess > 0 && (
        <p class="fault" role="status">
          {t('tooLong', { count: excess })}
        </p>
      )}
      <div class="field-line">
        {rules?.enabled && [
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={acceptOf(rules)}
            onchange={event => {
              take(event, event.currentTarget.files);
              event.currentTarget.value = '';
            }}
          />,
          <IconButton
            icon="clip"
            words={t('attach')}
            class="round muted"
            onclick={() => picker.current?.click()}
          />,
        ]}
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={t('question')}
          placeholder={t('placeholder')}
          enterkeyhint="send"
          value={text}
          oninput={event => change(event.currentTarget.value)}
          onpaste={event => take(event, event.clipboardData?.files)}
          onkeydown={event => {
            // While a word is composed (Japanese, accents by several keys), Enter belongs to it.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        {live !== null && (
          <IconButton
            icon="stop"
            words={t('stop')}
            class="round send"
            disabled={live.stopping || live.messageId === null}
            onclick={() => controller.delivery.stop()}
          />
        )}
        {(live === null || ready) && (
          <IconButton icon="arrowUp" words={t('send')} class="round send" type="submit" disabled={!ready} />
        )}
      </div>
    </form>
  );
}
