import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import InputBase from '@mui/material/InputBase';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { QUESTION_MAX_LENGTH } from '#shared/contract/conversations.ts';
import { Icon } from '../../ui/icon.tsx';

const COUNT_FROM = QUESTION_MAX_LENGTH - 500; // near the limit, a person wants to know

/** What is typed but not sent, by conversation; going elsewhere and back keeps it. */
const drafts = new Map<string, string>();

type Props = {
  /** Which conversation the draft belongs to. */
  draftKey: string;
  busy: boolean;
  stopping: boolean;
  /** Why nothing can be asked at all, in words; null when it can. */
  disabledReason: string | null;
  /** A question that was not taken, put back to be sent again. */
  returned: string | null;
  onSend: (question: string) => void;
  onStop: () => void;
  tools?: ReactNode;
  autoFocus?: boolean;
};

/** Where a question is written. Enter sends, Shift + Enter starts a line; it grows with the text. */
export function Composer(props: Props) {
  const { draftKey, busy, stopping, disabledReason, returned, onSend, onStop, tools } = props;
  const { t } = useTranslation('chat');
  const [text, setText] = useState(() => drafts.get(draftKey) ?? '');
  const input = useRef<HTMLTextAreaElement>(null);
  const question = text.trim();
  const excess = question.length - QUESTION_MAX_LENGTH;
  const ready = question !== '' && excess <= 0 && !busy && disabledReason === null;

  useEffect(() => setText(drafts.get(draftKey) ?? ''), [draftKey]);
  useEffect(() => {
    if (returned !== null) setText(current => (current.trim() === '' ? returned : current));
  }, [returned]);

  const change = (value: string) => {
    setText(value);
    drafts.set(draftKey, value);
  };
  const send = () => {
    if (!ready) return;
    onSend(question);
    change('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A composition (accents, Chinese, Japanese) uses Enter for itself.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const note = disabledReason ?? (excess > 0 ? t('tooLong', { count: excess }) : null);
  return (
    <Box
      component="form"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
      sx={{
        border: '1px solid var(--line)',
        borderRadius: '16px',
        background: 'var(--surface)',
        boxShadow: 'var(--shadow-1)',
        p: '10px 10px 10px 16px',
        '&:focus-within': { borderColor: 'var(--accent)' },
      }}
    >
      <InputBase
        multiline
        fullWidth
        maxRows={9}
        value={text}
        inputRef={input}
        autoFocus={props.autoFocus ?? false}
        disabled={disabledReason !== null}
        placeholder={t('questionPlaceholder')}
        onChange={event => change(event.target.value)}
        onKeyDown={onKeyDown}
        inputProps={{
          'aria-label': t('question'),
          'aria-describedby': `${draftKey}-note`,
          title: t('newLineHint'),
        }}
        sx={{
          color: 'var(--text)',
          typography: 'body',
          lineHeight: 1.5,
          p: '2px 0',
          '& textarea:focus-visible': { outline: 'none' },
        }}
      />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 1 }}>
        {tools}
        <Box
          id={`${draftKey}-note`}
          role="status"
          sx={{
            flex: 1,
            minWidth: 0,
            typography: 'small',
            color: note === null ? 'var(--faint)' : 'var(--bad)',
          }}
        >
          {note ?? (question.length > COUNT_FROM ? t('charactersLeft', { count: -excess }) : null)}
        </Box>
        {!busy && (
          <Box
            component="kbd"
            aria-hidden="true"
            sx={{
              display: { xs: 'none', md: 'block' },
              font: 'inherit',
              typography: 'tiny',
              color: 'var(--faint)',
              border: '1px solid var(--line)',
              borderRadius: '5px',
              px: '5px',
            }}
          >
            {t('enterKey')}
          </Box>
        )}
        {busy ? (
          <Tooltip title={t(stopping ? 'stopping' : 'stop')}>
            <span>
              <IconButton
                type="button"
                aria-label={t('stop')}
                disabled={stopping}
                onClick={onStop}
                sx={roundStyle(true)}
              >
                <Icon name="stop" />
              </IconButton>
            </span>
          </Tooltip>
        ) : (
          <IconButton type="submit" aria-label={t('send')} disabled={!ready} sx={roundStyle(ready)}>
            <Icon name="send" />
          </IconButton>
        )}
      </Box>
    </Box>
  );
}

const roundStyle = (on: boolean) => ({
  flex: 'none',
  borderRadius: '99px',
  p: '8px',
  background: on ? 'var(--accent)' : 'var(--surface-2)',
  color: on ? 'var(--on-accent)' : 'var(--faint)',
  '&:hover': { background: 'var(--accent-hover)', color: 'var(--on-accent)' },
  '&.Mui-disabled': { background: 'var(--surface-2)', color: 'var(--faint)' },
});
