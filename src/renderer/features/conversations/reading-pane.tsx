import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { conversationReaders } from '#shared/contract/route.ts';
import { isOwnConversation } from '../../state/own-conversation.ts';
import { useRights } from '../../state/rights.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { useOnward } from '../../state/onward.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import {
  MessageList,
  MessageScroller,
  RemoveThread,
  RenameThread,
  type ShownSource,
  SourceDialog,
  sourceShown,
} from '../chat/index.ts';
import { PersonWish } from './person-wish.tsx';
import { ProposeUnder } from './propose-answer.tsx';
import { LeftForms, notesOf, VisitorLine } from './visit-parts.tsx';

type Props = { id: string; onBack: (() => void) | undefined };

/** One conversation, to be read: questions, answers, and their sources a click away. */
export function ReadingPane({ id, onBack }: Props) {
  const { t } = useTranslation('conversations');
  const conversation = useQuery(orpc.conversations.get.queryOptions({ input: { id } }));
  if (conversation.data) return <Opened conversation={conversation.data} onBack={onBack} />;
  return (
    <Box sx={{ flex: 1, p: 2 }}>
      {!conversation.isError ? (
        <LoadingState rows={5} />
      ) : problemOf(conversation.error) === 'resource.not_found' ? (
        <EmptyState
          icon="inbox"
          title={t('missing')}
          action={
            <LinkButton to="/conversations" search={before => before}>
              {t('back')}
            </LinkButton>
          }
        >
          {t('missingAdvice')}
        </EmptyState>
      ) : (
        <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />
      )}
    </Box>
  );
}

type OpenedProps = {
  conversation: Conversation & { messages: Message[] };
  onBack: (() => void) | undefined;
};

function Opened({ conversation, onBack }: OpenedProps) {
  const { t } = useTranslation('conversations');
  const format = useFormat();
  const session = useSession();
  const bots = useQuery(orpc.chatbots.get.queryOptions({ input: { id: conversation.chatbotId } }));
  const visit = useQuery(
    orpc.visits.get.queryOptions({
      input: { id: conversation.id },
      enabled: conversation.channel === 'widget',
    }),
  ).data;
  const mayPropose = useRights().may(...conversationReaders);
  const { id, title, chatbotName, createdAt, messages, channel } = conversation;
  const notes = useMemo(() => {
    const said: ReadonlyMap<string, ReactNode> = visit ? notesOf(visit) : new Map();
    return mayPropose ? withProposing(messages, said) : said;
  }, [visit, messages, mayPropose]);
  const [shown, setShown] = useState<(ShownSource & { at: number }) | null>(null);
  const avatar = bots.data?.avatar ?? chatbotName.slice(0, 1);
  const color = bots.data?.color ?? 'var(--accent)';
  const look = useMemo(() => ({ name: chatbotName, avatar, color }), [chatbotName, avatar, color]);
  const found = sourceShown(messages, shown);
  const own = isOwnConversation(conversation, session);
  const parts = [
    chatbotName,
    ...(channel === 'app' ? [] : [t(`channel_${channel}`)]),
    t('startedOn', { date: format.dateTime(createdAt) }),
  ];
  return (
    <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Box
        component="header"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          p: { xs: '12px 12px', md: '12px 16px 12px 24px' },
          borderBottom: '1px solid var(--line)',
        }}
      >
        {onBack && (
          <IconButton aria-label={t('back')} onClick={onBack}>
            <Icon name="left" />
          </IconButton>
        )}
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Box component="h2" sx={{ typography: 'lead', fontWeight: 640, overflowWrap: 'anywhere' }}>
            {title === '' ? t('untitled') : title}
          </Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{parts.join(' · ')}</Box>
          {visit && <VisitorLine visitor={visit.visitor} />}
        </Box>
        {own && (
          <LinkButton to="/chat/$conversationId" params={{ conversationId: id }}>
            {t('continue')}
          </LinkButton>
        )}
        <ConversationMenu conversation={conversation} />
      </Box>
      <PersonWish conversation={conversation} />
      {messages.length === 0 && !visit?.leads.length ? (
        <Box sx={{ p: 4, color: 'var(--muted)', textAlign: 'center' }}>{t('noMessage')}</Box>
      ) : (
        <MessageScroller follow={null}>
          <MessageList
            messages={messages}
            bot={look}
            answer={null}
            shown={shown}
            onSource={chosen => setShown({ ...chosen, at: Date.now() })}
            notes={notes}
          />
          {visit && <LeftForms leads={visit.leads} />}
        </MessageScroller>
      )}
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

/** Under each answer what was thought of it, and that the right one can be proposed. */
function withProposing(
  messages: readonly Message[],
  said: ReadonlyMap<string, ReactNode>,
): ReadonlyMap<string, ReactNode> {
  const answers = messages.filter(
    ({ sender: { kind }, status }) => (kind === 'bot' && status !== 'streaming') || kind === 'operator',
  );
  return new Map(
    answers.map(message => [
      message.id,
      <Fragment key={message.id}>
        {said.get(message.id)}
        <ProposeUnder message={message} />
      </Fragment>,
    ]),
  );
}

function ConversationMenu({ conversation: { id, title } }: { conversation: Conversation }) {
  const { t } = useTranslation('conversations');
  const onward = useOnward();
  const [dialog, setDialog] = useState<'rename' | 'remove' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <ActionMenu
        label={t('actions')}
        actions={[
          { label: t('rename'), icon: 'edit', onChoose: () => setDialog('rename') },
          { label: t('remove'), icon: 'trash', destructive: true, onChoose: () => setDialog('remove') },
        ]}
      />
      {dialog === 'rename' && <RenameThread thread={{ id, title }} onClose={close} />}
      {dialog === 'remove' && (
        <RemoveThread
          thread={{ id, title }}
          title={title === '' ? t('untitled') : title}
          onClose={close}
          onRemoved={() => void onward({ to: '/conversations', search: before => before })}
        />
      )}
    </>
  );
}
