import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { editors } from '#shared/contract/route.ts';
import { useRights } from '../../state/rights.ts';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { useOnward } from '../../state/onward.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { NotYours } from '../../ui/not-yours.tsx';
import { Page } from '../../ui/page.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { TabList, tabPanel } from '../../ui/tab-list.tsx';
import { AppearanceTab, DeployTab, useAppearanceEdits, VisitorsTab, WidgetPreview } from '../widget/index.ts';
import { ChatbotMenu } from './chatbot-menu.tsx';
import { KnowledgeTab } from './knowledge-tab.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { changesAnswers } from './persona.ts';
import { PersonaTab } from './persona-tab.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { usePersonaEdits } from './use-persona-edits.ts';
import { useSaveAll } from './use-save-all.ts';

/** One chatbot: what it says, what it knows, and its widget at the right, to try at any time. */
export default function ChatbotPage() {
  const { t } = useTranslation('chatbots');
  const { id } = useParams({ from: '/inside/chatbots/$id' });
  const bot = useQuery(orpc.chatbots.get.queryOptions({ input: { id } }));
  const { may } = useRights(bot.data?.clientId);
  if (bot.data) {
    return may(...editors) ? (
      <OneChatbot key={id} bot={bot.data} />
    ) : (
      <NotYours landing={{ to: '/chat', search: { bot: id } }} />
    );
  }
  if (bot.isError) {
    return problemOf(bot.error) === 'resource.not_found' ? (
      <EmptyState
        icon="bot"
        title={t('missing')}
        action={<LinkButton to="/chatbots">{t('back')}</LinkButton>}
      />
    ) : (
      <ErrorState error={bot.error} onRetry={() => void bot.refetch()} />
    );
  }
  return (
    <Page title={'\u00a0'}>
      <LoadingState rows={6} />
    </Page>
  );
}

function OneChatbot({ bot }: { bot: Chatbot }) {
  const { t } = useTranslation('chatbots');
  const navigate = useNavigate({ from: '/chatbots/$id' });
  const onward = useOnward();
  const { tab = 'persona' } = useSearch({ from: '/inside/chatbots/$id' });
  const editing = usePersonaEdits(bot);
  const appearance = useAppearanceEdits(bot.id);
  const saving = useSaveAll([editing, appearance]);
  const removed = useRef(false);
  const roomy = useMediaQuery('(min-width: 1180px)');
  const [trying, setTrying] = useState(false);
  const { persona, changes } = editing;
  const preview = (
    <Suspense fallback={null}>
      <WidgetPreview
        bot={{ ...persona, id: bot.id }}
        editing={appearance}
        stale={changesAnswers(changes)}
        onClose={roomy ? undefined : () => setTrying(false)}
      />
    </Suspense>
  );
  /** Which tabs hold what is not saved, once it is not plainly the one in sight. */
  const unsavedWords = () => {
    const named = (tabs: typeof saving.unsaved) => tabs.map(each => t(`tab_${each}`)).join(', ');
    if (!saving.valid) return t('toFixIn', { tabs: named(saving.faulty) });
    return saving.unsaved.every(each => each === tab)
      ? t('unsaved')
      : t('unsavedIn', { tabs: named(saving.unsaved) });
  };
  return (
    <Page
      bare
      title={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minWidth: 0 }}>
          <Tooltip title={t('back')}>
            <span>
              <BackButton />
            </span>
          </Tooltip>
          <Avatar text={persona.avatar} color={persona.color} size={40} square />
          <Box sx={{ minWidth: 0 }}>
            <Box sx={{ overflowWrap: 'anywhere' }}>
              {persona.name.trim() === '' ? bot.name : persona.name}
            </Box>
            <Summary bot={bot} />
          </Box>
        </Box>
      }
      actions={
        <>
          <StateChip tone={bot.active ? 'ok' : 'quiet'} dot>
            {t(bot.active ? 'active' : 'inactive')}
          </StateChip>
          {!roomy && <Button onClick={() => setTrying(true)}>{t('previewOpen')}</Button>}
          <LinkButton to="/chat" search={{ bot: bot.id }} startIcon={<Icon name="message" size={16} />}>
            {t('chat')}
          </LinkButton>
          <ChatbotMenu
            bot={bot}
            onRemoved={() => {
              removed.current = true;
              return onward({ to: '/chatbots', search: {} });
            }}
          />
        </>
      }
    >
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', gap: 3.5, px: { xs: 2, md: 3.5 } }}>
        <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
          <TabList
            label={t('tabs')}
            value={tab}
            tabs={[
              { value: 'persona', label: t('tab_persona') },
              { value: 'knowledge', label: t('tab_knowledge') },
              { value: 'appearance', label: t('tab_appearance') },
              { value: 'deploy', label: t('tab_deploy') },
              { value: 'visitors', label: t('tab_visitors') },
            ]}
            onChange={next => void navigate({ search: { tab: next }, replace: true })}
          />
          <Box
            {...tabPanel(tab)}
            sx={{ flex: 1, minHeight: 0, overflow: 'auto', pt: 2.5, pb: 4, px: '3px', mx: '-3px' }}
          >
            <Suspense fallback={<LoadingState rows={6} />}>
              {tab === 'persona' && <PersonaTab bot={bot} editing={editing} />}
              {tab === 'knowledge' && <KnowledgeTab bot={bot} />}
              {tab === 'appearance' && (
                <AppearanceTab
                  bot={{ ...persona, id: bot.id, clientId: bot.clientId }}
                  editing={appearance}
                />
              )}
              {tab === 'deploy' && <DeployTab bot={bot} />}
              {tab === 'visitors' && <VisitorsTab bot={bot} />}
            </Suspense>
          </Box>
          {saving.unsaved.length > 0 && (
            <SaveBar
              editing={saving}
              words={{ unsaved: unsavedWords(), discard: t('discard'), save: t('save') }}
              sx={{ mb: 2 }}
            />
          )}
        </Box>
        {roomy && (
          <Box
            sx={{
              width: 430,
              flex: 'none',
              minHeight: 0,
              pb: 3,
              pt: 0.5,
              display: 'flex',
            }}
          >
            {preview}
          </Box>
        )}
      </Box>
      {!roomy && trying && (
        <Dialog
          open
          fullWidth
          maxWidth="xs"
          onClose={() => setTrying(false)}
          slotProps={{
            paper: {
              'aria-label': t('preview'),
              sx: { height: 'min(680px, 92vh)', overflow: 'hidden', display: 'flex' },
            },
          }}
        >
          {preview}
        </Dialog>
      )}
      <LeaveGuard
        unsaved={saving.unsaved.length > 0}
        saving={saving.saving}
        removed={removed}
        stays={(current, next) => current === next}
        words={{ title: t('leaveTitle'), body: t('leaveBody', { name: bot.name }), leave: t('leave') }}
      />
    </Page>
  );
}

function BackButton() {
  const { t } = useTranslation('chatbots');
  const navigate = useNavigate();
  return (
    <IconButton
      aria-label={t('back')}
      edge="start"
      onClick={() => void navigate({ to: '/chatbots', search: {} })}
    >
      <Icon name="left" />
    </IconButton>
  );
}

function Summary({ bot: { description, documentCount, conversationCount } }: { bot: Chatbot }) {
  const { t } = useTranslation('chatbots');
  const format = useFormat();
  const counted = (count: number) => ({ count, formatted: format.number(count) });
  const parts = [
    ...(description === '' ? [] : [description]),
    documentCount === 0 ? t('noDocument') : t('documents', counted(documentCount)),
    ...(conversationCount === 0 ? [] : [t('conversations', counted(conversationCount))]),
  ];
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', fontWeight: 400, letterSpacing: 0 }}>
      {parts.join(' · ')}
    </Box>
  );
}
