import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { Icon } from '../../ui/icon.tsx';
import { legibleOn } from '#shared/lib/colours.ts';
import { ErrorState } from '../../ui/states.tsx';
import { Announcer } from '../chat/announcer.tsx';
import { Composer } from '../chat/composer.tsx';
import { MessageList, MessageScroller } from '../chat/message-list.tsx';
import { sourceShown, type ShownSource } from '../chat/shown-source.ts';
import { SourceDialog } from '../chat/source-dialog.tsx';
import { useConversation } from '../chat/use-conversation.ts';
import { asked, type Persona } from './persona.ts';

type Props = {
  bot: Chatbot;
  /** As it is being changed: name, colour, greeting and questions show before they are saved. */
  persona: Persona;
  /** True when answers still follow what was saved. */
  stale: boolean;
  onClose?: (() => void) | undefined;
};

/** The chatbot as the people who use it will see it, and answering. Its conversations are kept out of the lists. */
export function Preview({ bot, persona, stale, onClose }: Props) {
  const { t } = useTranslation('chatbots');
  const [conversationId, setConversationId] = useState<string | null>(null);
  const [shown, setShown] = useState<(ShownSource & { at: number }) | null>(null);
  const conversation = useConversation({
    conversationId,
    chatbotId: bot.id,
    channel: 'preview',
    onOpened: setConversationId,
  });
  const { messages, answer, busy } = conversation;
  const refused = answer?.phase === 'refused' ? answer : null;
  const look = useMemo(
    () => ({ name: persona.name, avatar: persona.avatar, color: persona.color }),
    [persona.name, persona.avatar, persona.color],
  );
  const found = sourceShown(messages, shown);
  const ask = (question: string) => {
    conversation.dismissRefusal();
    conversation.ask(question);
  };
  useEffect(() => setShown(null), [conversationId]);
  return (
    <Box
      component="section"
      aria-label={t('preview')}
      sx={{
        flex: 1,
        minWidth: 0,
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        overflow: 'hidden',
        background: 'var(--surface)',
        ...(onClose === undefined && {
          border: '1px solid var(--line)',
          borderRadius: 'var(--r-l)',
          boxShadow: 'var(--shadow-2)',
        }),
      }}
    >
      <Header
        persona={persona}
        onRestart={conversationId === null ? undefined : () => setConversationId(null)}
        onClose={onClose}
      />
      {conversation.error !== null && messages.length === 0 ? (
        <Box sx={{ flex: 1 }}>
          <ErrorState error={conversation.error} onRetry={() => setConversationId(null)} />
        </Box>
      ) : messages.length === 0 ? (
        <Greeting persona={persona} disabled={busy || !bot.active} onAsk={ask} />
      ) : (
        <MessageScroller compact key={conversationId ?? 'new'} follow={messages}>
          <MessageList
            messages={messages}
            bot={look}
            answer={answer}
            shown={shown}
            onSource={chosen => setShown({ ...chosen, at: Date.now() })}
            onRegenerate={busy ? undefined : wishes => conversation.regenerate(undefined, wishes)}
          />
        </MessageScroller>
      )}
      <Box sx={{ p: '0 14px 14px' }}>
        {stale && (
          <Box sx={{ color: 'var(--muted)', fontSize: 12.5, pb: 1 }} role="status">
            {t('previewUnsaved')}
          </Box>
        )}
        <Composer
          compact
          draftKey={`preview-${bot.id}`}
          busy={busy}
          stopping={answer?.stopping ?? false}
          disabledReason={bot.active ? null : t('answersOff')}
          returned={refused?.question ?? null}
          onSend={ask}
          onStop={conversation.stop}
        />
      </Box>
      <Announcer answer={answer} />
      {found && shown && (
        <SourceDialog
          {...found}
          shownAt={shown.at}
          onPlace={place => setShown({ ...shown, place, at: Date.now() })}
          onClose={() => setShown(null)}
        />
      )}
    </Box>
  );
}

type HeaderProps = {
  persona: Persona;
  onRestart: (() => void) | undefined;
  onClose: (() => void) | undefined;
};

function Header({ persona: { name, avatar, color, active }, onRestart, onClose }: HeaderProps) {
  const { t } = useTranslation('chatbots');
  const ink = legibleOn(color);
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        p: '13px 10px 13px 16px',
        background: color,
        color: ink,
        '& .MuiIconButton-root': { color: ink },
      }}
    >
      <Box
        aria-hidden="true"
        sx={{
          width: 32,
          height: 32,
          flex: 'none',
          borderRadius: '99px',
          display: 'grid',
          placeItems: 'center',
          // Turned over: as legible as the words beside it.
          background: ink,
          color,
          fontWeight: 660,
          fontSize: 12.5,
        }}
      >
        {avatar}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontWeight: 640, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {name}
        </Box>
        <Box sx={{ fontSize: 12.5 }}>{t(active ? 'previewHint' : 'previewInactive')}</Box>
      </Box>
      {onRestart && (
        <Tooltip title={t('previewRestart')}>
          <IconButton aria-label={t('previewRestart')} onClick={onRestart}>
            <Icon name="refresh" />
          </IconButton>
        </Tooltip>
      )}
      {onClose && (
        <IconButton aria-label={t('previewClose')} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      )}
    </Box>
  );
}

type GreetingProps = { persona: Persona; disabled: boolean; onAsk: (question: string) => void };

function Greeting({ persona, disabled, onAsk }: GreetingProps) {
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', display: 'flex', flexDirection: 'column', p: 2 }}>
      {persona.welcomeMessage.trim() !== '' && (
        <Box
          sx={{
            alignSelf: 'flex-start',
            maxWidth: '88%',
            p: '10px 14px',
            background: 'var(--surface-2)',
            borderRadius: '16px 16px 16px 4px',
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
          }}
        >
          {persona.welcomeMessage}
        </Box>
      )}
      <Box sx={{ mt: 'auto', pt: 2, display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {asked(persona.suggestedQuestions).map((question, index) => (
          <Button
            key={index}
            size="small"
            disabled={disabled}
            onClick={() => onAsk(question)}
            sx={{
              borderRadius: '99px',
              color: 'var(--accent)',
              borderColor: 'var(--accent)',
              textAlign: 'left',
              maxWidth: '100%',
            }}
          >
            {question}
          </Button>
        ))}
      </Box>
    </Box>
  );
}
