import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { LockAction, lockSentence } from './locked-document.tsx';
import { RecognitionAction, useRecognitionWords } from './recognition-notice.tsx';
import { useWarningWords } from './warning-words.ts';

type Props = { document: Document; mayEdit: boolean; onDetails: () => void };

/** What a person must know before they trust what this page shows: not all of it was read, or it answers no more. */
export function DocumentNotices({ document, mayEdit, onDetails }: Props) {
  const { t } = useTranslation('documents');
  const words = useWarningWords();
  const recognitionWords = useRecognitionWords();
  const problems = useProblemWords();
  const { state, failure, warnings, recognition, lock, outdated, replaces, replacedBy } = document;
  return (
    <>
      {state === 'set_aside' && (
        <Notice icon="history" tone="info" text={<SetAside document={document} />}>
          {replacedBy !== null && (
            <LinkButton size="small" to="/documents/$id" params={{ id: replacedBy }}>
              {t('newerVersion')}
            </LinkButton>
          )}
        </Notice>
      )}
      {replaces !== null && (
        <Notice icon="copy" tone="info" text={t('willReplace', { name: replaces.title })}>
          {mayEdit && <KeepBoth olderId={replaces.id} />}
        </Notice>
      )}
      {state === 'failed' && failure === 'document.no_text' && recognition === null && mayEdit && (
        <Notice icon="info" tone="info" text={problems(failure).title}>
          <RecognitionAction document={document} />
        </Notice>
      )}
      {recognition !== null && state !== 'set_aside' && (
        <Notice
          icon={recognition.state === 'stopped' ? 'warning' : 'info'}
          tone={recognition.state === 'stopped' ? 'warn' : 'info'}
          text={recognitionWords(recognition)}
        >
          {mayEdit && <RecognitionAction document={document} />}
        </Notice>
      )}
      {state === 'ready' && lock !== null && (
        <Notice icon="lock" tone="info" text={t(lockSentence(lock))}>
          {mayEdit && <LockAction document={document} />}
        </Notice>
      )}
      {state === 'ready' && warnings.length > 0 && (
        <Notice
          icon="warning"
          tone="warn"
          text={`${t('notAllRead')} ${warnings.map(words.short).join(' · ')}`}
        >
          <Button size="small" onClick={onDetails}>
            {t('warningsDetails')}
          </Button>
        </Notice>
      )}
      {outdated && mayEdit && state === 'ready' && <Notice icon="info" tone="info" text={t('outdated')} />}
    </>
  );
}

function SetAside({ document: { setAsideAt, replacedBy } }: { document: Document }) {
  const { t } = useTranslation('documents');
  const format = useFormat();
  return t(replacedBy === null ? 'setAsideGone' : 'setAside', {
    date: setAsideAt === null ? '' : format.date(setAsideAt),
  });
}

function KeepBoth({ olderId }: { olderId: string }) {
  const { t } = useTranslation('documents');
  const queries = useQueryClient();
  const toasts = useToasts();
  const keep = useMutation({
    mutationFn: () => client.documents.restore({ id: olderId, beside: true }),
    onSuccess: () => toasts.done(t('keptBoth')),
    onError: toasts.failed,
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.documents.key() }),
  });
  return (
    <Button size="small" disabled={keep.isPending} onClick={() => keep.mutate()}>
      {t('keepBoth')}
    </Button>
  );
}

type NoticeProps = { icon: IconName; tone: 'warn' | 'info'; text: ReactNode; children?: ReactNode };

function Notice({ icon, tone, text, children }: NoticeProps) {
  return (
    <Box
      role="note"
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1.25,
        p: '8px 16px',
        borderTop: '1px solid var(--line)',
        background: `var(--${tone}-soft)`,
        typography: 'small',
      }}
    >
      <Box sx={{ color: `var(--${tone})`, display: 'grid' }}>
        <Icon name={icon} size={16} />
      </Box>
      <Box sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>{text}</Box>
      {children}
    </Box>
  );
}

/** What was not read, each with how much, where, and what to do. */
export function WarningList({ document: { id, warnings } }: { document: Document }) {
  const { t } = useTranslation('documents');
  const words = useWarningWords();
  if (warnings.length === 0) return null;
  return (
    <Box component="section" aria-label={t('warningsTitle')}>
      <Box sx={{ fontWeight: 570, mb: 0.75 }}>{t('warningsTitle')}</Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
        {warnings.map(warning => (
          <Box component="li" key={warning.kind} sx={{ typography: 'small' }}>
            <Box sx={{ fontWeight: 560, color: 'var(--warn)' }}>
              {words.kind(warning)}, {words.amount(warning)}
            </Box>
            {warning.places.length > 0 && (
              <Box sx={{ overflowWrap: 'anywhere' }}>
                {t('warningPlaces')}{' '}
                {warning.places.map((place, index) => (
                  <span key={place}>
                    {index > 0 && ', '}
                    <Place id={id} place={place} isPage={warning.unit === 'pages'} />
                    {words.reason(warning, index)}
                  </span>
                ))}
                {warning.places.length < warning.unread && '…'}
              </Box>
            )}
            <Box sx={{ color: 'var(--muted)' }}>{words.advice(warning)}</Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function Place({ id, place, isPage }: { id: string; place: string; isPage: boolean }) {
  if (!isPage || !/^\d{1,6}$/.test(place)) return place;
  return (
    <Link to="/documents/$id" params={{ id }} search={{ page: Number(place) }}>
      {place}
    </Link>
  );
}
