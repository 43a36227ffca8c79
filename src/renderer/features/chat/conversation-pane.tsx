import Box from '@mui/material/Box';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Notice } from './answer-notices.tsx';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { EmptyConversation } from './empty-conversation.tsx';
import { MessageList, MessageScroller } from './message-list.tsx';
import { useAnsweringModels } from './model-choice.ts';
import { ModelPicker } from './model-picker.tsx';
import { sourceShown, type ShownSource } from './shown-source.ts';
import { SourceDialog } from './source-dialog.tsx';
import { SourcePanel } from './source-panel.tsx';
import { useFirstStep } from './use-first-step.ts';
import { useConversation, type ConversationState } from './use-conversation.ts';

type Props = { bot: Chatbot; conversationId: string | null; onOpened: (id: string) => void };

/** One conversation with its composer, and the source panel beside it. */
export function ConversationPane({ bot, conversationId, onOpened }: Props) {
  const { t } = useTranslation('chat');
  const conversation = useConversation({ conversationId, chatbotId: bot.id, onOpened });
  const { messages, answer, busy } = conversation;
  const firstStep = useFirstStep(answer);
  const follow = useMemo(() => ({ messages, firstStep }), [messages, firstStep]);
  const { models, own } = useAnsweringModels(bot);
  const [modelId, setModelId] = useState<string>();
  const panel = useSourcePanel(conversation, conversationId);
  const { ask: offered } = useSearch({ strict: false });
  const ask = (question: string) => conversation.ask(question, modelId);
  useOfferedQuestion(conversationId === null ? offered : undefined, ask);
  const look = useMemo(
    () => ({ name: bot.name, avatar: bot.avatar, color: bot.color }),
    [bot.name, bot.avatar, bot.color],
  );
  const refused = answer?.phase === 'refused' ? answer : null;
  return (
    <>
      <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        {conversation.error !== null && messages.length === 0 ? (
          <Box sx={{ flex: 1 }}>
            <ErrorState error={conversation.error} onRetry={conversation.reload} />
          </Box>
        ) : conversation.loading ? (
          <Box sx={{ flex: 1, p: 4 }}>
            <LoadingState />
          </Box>
        ) : messages.length === 0 ? (
          <EmptyConversation bot={bot} onAsk={ask} />
        ) : (
          <MessageScroller key={conversationId ?? 'new'} follow={follow}>
            <MessageList
              messages={messages}
              bot={look}
              answer={answer}
              firstStep={firstStep}
              shown={panel.shown}
              onSource={panel.show}
              onRegenerate={busy ? undefined : wishes => conversation.regenerate(modelId, wishes)}
            />
          </MessageScroller>
        )}
        <Box sx={{ p: { xs: '0 12px 12px', md: '0 max(24px, calc(50% - 330px)) 20px' } }}>
          {refused && <Refusal code={refused.failure} />}
          <Composer
            key={bot.id}
            autoFocus
            draftKey={conversationId ?? `new-${bot.id}`}
            busy={busy}
            stopping={answer?.stopping ?? false}
            disabledReason={bot.active ? null : t('inactive')}
            returned={refused?.question ?? null}
            onSend={question => {
              conversation.dismissRefusal();
              ask(question);
            }}
            onStop={conversation.stop}
            tools={<ModelPicker models={models} own={own} value={modelId} onChange={setModelId} />}
          />
        </Box>
        <Announcer answer={answer} firstStep={firstStep} />
      </Box>
      <SourceSide panel={panel} />
    </>
  );
}

function Refusal({ code }: { code: Parameters<ReturnType<typeof useProblemWords>>[0] | null }) {
  const { t } = useTranslation('chat');
  const { title, advice } = useProblemWords()(code ?? 'connection.lost');
  return (
    <Box role="alert" sx={{ mb: 1.5 }}>
      <Notice tone="bad" icon="warning" title={title}>
        {advice} {t('refused')}
      </Notice>
    </Box>
  );
}

/** A question given by another page (the first run, a suggestion) is asked once. */
function useOfferedQuestion(offered: string | undefined, ask: (question: string) => void): void {
  const asked = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (offered === undefined || offered.trim() === '' || asked.current === offered) return;
    asked.current = offered;
    ask(offered);
  });
}

type Panel = ReturnType<typeof useSourcePanel>;

/** Which source is beside the answer. On a wide screen the first cited one of the last answer opens by itself. */
function useSourcePanel({ messages }: ConversationState, conversationId: string | null) {
  const roomy = useMediaQuery('(min-width: 1200px)');
  const [chosen, setChosen] = useState<(ShownSource & { at: number }) | null>(null);
  const [closed, setClosed] = useState(false);
  const show = useCallback((source: ShownSource) => setChosen({ ...source, at: Date.now() }), []);
  useEffect(() => {
    setChosen(null);
    setClosed(false);
  }, [conversationId]);
  const last = messages.at(-1);
  const first =
    roomy && !closed && last?.status === 'complete' ? last.sources.find(({ cited }) => cited) : undefined;
  const shown =
    chosen ?? (first && last ? { messageId: last.id, documentId: first.documentId, place: 0, at: 0 } : null);
  const { messageId, documentId, place, quoted } = shown ?? { messageId: null, documentId: null, place: 0 };
  const stable = useMemo(
    () =>
      messageId === null || documentId === null
        ? null
        : { messageId, documentId, place, ...(quoted === undefined ? {} : { quoted }) },
    [messageId, documentId, place, quoted],
  );
  return {
    roomy,
    shown: stable,
    shownAt: shown?.at ?? 0,
    found: sourceShown(messages, shown),
    show,
    close() {
      setChosen(null);
      setClosed(true);
    },
  };
}

/** Beside the answer when there is room, over it on a smaller window. */
function SourceSide({ panel }: { panel: Panel }) {
  const { found, shown, shownAt, roomy, show, close } = panel;
  if (found === null || shown === null) return null;
  const shared = { ...found, shownAt, onPlace: (place: number) => show({ ...shown, place }), onClose: close };
  if (!roomy) return <SourceDialog {...shared} />;
  return (
    <Box sx={{ width: 400, flex: 'none', minHeight: 0, borderLeft: '1px solid var(--line)' }}>
      <SourcePanel {...shared} />
    </Box>
  );
}
