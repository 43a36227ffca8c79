import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import {
  Fragment,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Message, Source } from '#shared/contract/messages.ts';
import { isAsker } from '#shared/lib/message-parts.ts';
import { useSession } from '../../state/session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AnswerDoing } from './answer-doing.tsx';
import { AnswerMeta } from './answer-meta.tsx';
import { AnswerParts } from './answer-parts.tsx';
import type { Wishes } from './use-conversation.ts';
import { AnswerNotices, SearchNotes } from './answer-notices.tsx';
import { AnswerSources } from './answer-sources.tsx';
import { DocumentsSay } from './first-step.tsx';
import type { LiveAnswer } from './live-answer.ts';
import { MessageFiles } from './message-files.tsx';
import { OperatorMessage, SystemLine } from './other-voices.tsx';
import type { ShownSource } from './shown-source.ts';
import type { FirstStep } from './use-first-step.ts';

type Bot = { name: string; avatar: string; color: string };

type Props = {
  messages: readonly Message[];
  bot: Bot;
  /** The answer under way, for what it is doing before its first word. */
  answer: LiveAnswer | null;
  /** What the documents say by themselves, while that stands in its place. */
  firstStep?: FirstStep | null;
  shown: ShownSource | null;
  onSource: (source: ShownSource) => void;
  onRegenerate?: ((wishes?: Wishes) => void) | undefined;
  /** What stands under a message, by its id. */
  notes?: ReadonlyMap<string, ReactNode> | undefined;
};

/** The exchange, question by question. Only the last answer can be asked again. */
export function MessageList({
  messages,
  bot,
  answer,
  firstStep = null,
  shown,
  onSource,
  onRegenerate,
  notes,
}: Props) {
  const last = messages.at(-1);
  return messages.map(message => (
    <Fragment key={message.id}>
      {isAsker(message.sender) ? (
        <Question message={message} />
      ) : message.sender.kind === 'system' ? (
        <SystemLine text={message.content} />
      ) : message.sender.kind === 'operator' ? (
        <OperatorMessage message={message} />
      ) : (
        <Answer
          message={message}
          bot={bot}
          live={message === last ? answer : null}
          firstStep={message === last ? firstStep : null}
          shown={shown?.messageId === message.id ? shown : null}
          onSource={onSource}
          onRegenerate={message === last ? onRegenerate : undefined}
        />
      )}
      {notes?.get(message.id)}
    </Fragment>
  ));
}

const Question = memo(function Question({ message }: { message: Message }) {
  const { t } = useTranslation('chat');
  const { user } = useSession();
  const { sender, content, parts } = message;
  // Before it is kept, and at the machine itself, nobody is named.
  const isOwn = sender.kind === 'user' && (sender.id === null || sender.id === user?.id);
  const who = isOwn ? t('you') : (sender.name ?? t(sender.kind === 'visitor' ? 'visitor' : 'colleague'));
  return (
    <Box role="article" aria-label={who} sx={{ mb: '22px' }}>
      {content !== '' && <Said text={content} />}
      <MessageFiles parts={parts} side="end" />
    </Box>
  );
});

function Said({ text }: { text: string }) {
  return (
    <Box
      sx={{
        m: '0 0 8px auto',
        maxWidth: '78%',
        width: 'fit-content',
        background: 'var(--surface-2)',
        borderRadius: '16px 16px 4px 16px',
        p: '10px 14px',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
      }}
    >
      {text}
    </Box>
  );
}

type AnswerProps = {
  message: Message;
  bot: Bot;
  live: LiveAnswer | null;
  firstStep: FirstStep | null;
  shown: ShownSource | null;
  onSource: (source: ShownSource) => void;
  onRegenerate?: ((wishes?: Wishes) => void) | undefined;
};

const Answer = memo(function Answer({
  message,
  bot,
  live,
  firstStep,
  shown,
  onSource,
  onRegenerate,
}: AnswerProps) {
  const { t } = useTranslation('chat');
  const { id, status, parts } = message;
  const streaming = status === 'streaming';
  const activeSource = shown?.documentId ?? null;
  const openSource = useCallback(
    (documentId: string, place: number) => onSource({ messageId: id, documentId, place }),
    [id, onSource],
  );
  const [body, height] = useHeldHeight(firstStep !== null, live !== null);
  const quoted = live?.quotes?.sources;
  const openQuoted = (source: Source, place: number) =>
    onSource({ messageId: id, documentId: source.documentId, place, quoted: source });
  return (
    <Box
      role="article"
      aria-label={t('answerOf', { name: bot.name })}
      aria-busy={streaming}
      sx={{
        display: 'grid',
        gridTemplateColumns: '30px minmax(0, 1fr)',
        gap: 1.5,
        mb: 3,
        typography: 'lead',
        lineHeight: 1.62,
      }}
    >
      <Avatar text={bot.avatar} color={bot.color} size={30} square />
      <div ref={body} style={{ minHeight: height }}>
        {firstStep !== null ? (
          <>
            <DocumentsSay step={firstStep} shown={shown} onSource={openQuoted} />
            <AnswerDoing answer={live} />
          </>
        ) : (
          <>
            <SearchNotes
              message={message}
              onAsTyped={onRegenerate && (() => onRegenerate({ asTyped: true }))}
            />
            <AnswerParts message={message} activeSource={activeSource} onSource={openSource} />
            <MessageFiles parts={parts} side="start" />
            {streaming && live?.phase !== 'writing' && <AnswerDoing answer={live} />}
            <AnswerSources
              message={message}
              quoted={quoted}
              activeSource={activeSource}
              onSource={openSource}
              onQuoted={openQuoted}
            />
            <AnswerNotices
              message={message}
              lost={live?.phase === 'lost'}
              onRetry={onRegenerate && (() => onRegenerate())}
            />
            {!streaming && (
              <AnswerMeta message={message} onRegenerate={onRegenerate && (() => onRegenerate())} />
            )}
          </>
        )}
      </div>
    </Box>
  );
});

/** Keeps the room that was taken, so that nothing moves when less stands there, for as long as the answer is the last. */
function useHeldHeight(isMeasured: boolean, isLast: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const [taken, setTaken] = useState(0);
  useLayoutEffect(() => {
    const box = ref.current;
    if (!isMeasured || box === null) return undefined;
    const observer = new ResizeObserver(() => setTaken(box.offsetHeight));
    observer.observe(box);
    return () => observer.disconnect();
  }, [isMeasured]);
  return [ref, isMeasured || !isLast ? undefined : taken] as const;
}

const NEAR_END_PX = 80; // a line or two: still "at the end" for a person

type ScrollProps = { children: ReactNode; follow: unknown };

/** Scrolls with the answer while the person is at the end; otherwise stays, and offers to go back there. */
export function MessageScroller({ children, follow }: ScrollProps) {
  const { t } = useTranslation('chat');
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const toEnd = (behavior: ScrollBehavior = 'auto') =>
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior });

  useEffect(() => {
    if (atEnd.current) toEnd();
  }, [follow]);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    setAway(!atEnd.current);
  };
  return (
    <Box sx={{ flex: 1, minHeight: 0, position: 'relative', display: 'flex' }}>
      <Box
        ref={scroller}
        onScroll={onScroll}
        tabIndex={0}
        sx={{
          flex: 1,
          minWidth: 0,
          overflow: 'auto',
          outlineOffset: '-2px',
          p: { xs: '18px 16px', md: '26px max(24px, calc(50% - 330px))' },
        }}
      >
        {children}
      </Box>
      {away && (
        <Tooltip title={t('jumpToEnd')}>
          <IconButton
            aria-label={t('jumpToEnd')}
            onClick={() => {
              atEnd.current = true;
              toEnd('smooth');
            }}
            sx={{
              position: 'absolute',
              bottom: 8,
              left: '50%',
              transform: 'translateX(-50%)',
              background: 'var(--surface)',
              border: '1px solid var(--line)',
              borderRadius: '99px',
              boxShadow: 'var(--shadow-1)',
            }}
          >
            <Icon name="down" />
          </IconButton>
        </Tooltip>
      )}
    </Box>
  );
}
