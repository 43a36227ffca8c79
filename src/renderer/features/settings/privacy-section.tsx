import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { client, orpc } from '../../rpc/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard, Statements } from '../../ui/setting-card.tsx';
import { furthestPlace, placeOf, type Place } from './where-models-are.ts';

const tones = { machine: 'ok', network: 'info', cloud: 'warn' } as const satisfies Record<Place, Tone>;

/** What leaves this machine, to whom and when; what stays, and where. */
export function PrivacySection() {
  const { t } = useTranslation('settings');
  const mayAdminister = useSession().may(...administrators);
  const models = useQuery(orpc.models.list.queryOptions({ input: {} }));
  const settings = useQuery(orpc.system.settings.queryOptions({ input: {} }));
  if (models.isError) return <ErrorState error={models.error} onRetry={() => void models.refetch()} />;
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!models.data || !settings.data) return <LoadingState />;
  const { offline } = settings.data;
  const active = models.data.filter(model => model.active);
  return (
    <>
      <Verdict place={offline ? 'machine' : furthestPlace(active)} />
      <SettingCard
        title={t('privacy.models')}
        hint={active.length === 0 ? t('privacy.noModels') : undefined}
        action={mayAdminister && <LinkButton to="/models">{t('privacy.manage')}</LinkButton>}
      >
        {active.length > 0 && (
          <Box sx={{ display: 'grid', gap: 1.75 }}>
            {active.map(model => (
              <Receives key={model.id} model={model} models={active} offline={offline} />
            ))}
          </Box>
        )}
      </SettingCard>
      <Offline on={offline} mayChange={mayAdminister} />
      <SettingCard title={t('privacy.stays')}>
        <Statements>
          {[
            t('privacy.keptDocuments'),
            t('privacy.keptConversations'),
            t('privacy.keptAccounts'),
            t('privacy.keptKeys'),
            t('privacy.keptLog'),
          ]}
        </Statements>
      </SettingCard>
      <SettingCard title={t('privacy.never')}>
        <Statements>
          {[
            t('privacy.neverTelemetry'),
            t('privacy.neverImages'),
            t('privacy.neverMail'),
            t('privacy.neverDetect'),
          ]}
        </Statements>
      </SettingCard>
      {mayAdminister && <OpenTo />}
    </>
  );
}

function Verdict({ place }: { place: Place }) {
  const { t } = useTranslation('settings');
  const key = { machine: 'verdictLocal', network: 'verdictNetwork', cloud: 'verdictCloud' } as const;
  const tone = tones[place];
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.75,
        alignItems: 'center',
        p: '16px 18px',
        borderRadius: 'var(--r-m)',
        background: `var(--${tone}-soft)`,
      }}
    >
      <Box sx={{ color: `var(--${tone})`, display: 'grid' }}>
        <Icon name={place === 'cloud' ? 'globe' : 'lock'} size={26} />
      </Box>
      <Box>
        <Box component="h2" sx={{ typography: 'lead', fontWeight: 640, color: `var(--${tone})` }}>
          {t(`privacy.${key[place]}`)}
        </Box>
        <Box>{t(`privacy.${key[place]}Text`)}</Box>
      </Box>
    </Box>
  );
}

type ReceivesProps = { model: Model; models: readonly Model[]; offline: boolean };

/** What one model is sent. */
function Receives({ model, models, offline }: ReceivesProps) {
  const { t } = useTranslation('settings');
  const place = placeOf(model);
  const blocked = offline && place !== 'machine';
  const chosen = models.find(other => other.purpose === 'embedding' && other.isDefault) ?? model;
  const receives = () => {
    if (blocked) return t('privacy.receivesBlocked');
    if (model.purpose === 'reranking') return t('privacy.receivesReranking');
    if (model.purpose === 'chat') return t('privacy.receivesChat');
    return t(chosen.id === model.id ? 'privacy.receivesEmbedding' : 'privacy.receivesEmbeddingIdle');
  };
  return (
    <div>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Box component="span" sx={{ fontWeight: 600 }}>
          {model.name}
        </Box>
        <StateChip tone={tones[place]}>{t(`privacy.place_${place}`)}</StateChip>
        {blocked && <StateChip tone="quiet">{t('privacy.blocked')}</StateChip>}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
        {receives()} {place === 'machine' && t('privacy.staysHere')}
        {place !== 'machine' && model.url !== null && (
          <div>{t('privacy.goesTo', { host: new URL(model.url).host })}</div>
        )}
      </Box>
    </div>
  );
}

function Offline({ on, mayChange }: { on: boolean; mayChange: boolean }) {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asked, ask] = useState<boolean | null>(null); // until it is confirmed
  const change = useMutation({
    mutationFn: (offline: boolean) => client.system.updateSettings({ offline }),
    onSuccess: saved => {
      queries.setQueryData(orpc.system.settings.queryKey({ input: {} }), saved);
      toasts.done(t(saved.offline ? 'privacy.turnedOn' : 'privacy.turnedOff'));
    },
    onError: toasts.failed,
    onSettled: () => ask(null),
  });
  const turn = (offline: boolean) => {
    ask(offline);
    change.mutate(offline);
  };
  return (
    <SettingCard
      title={t('privacy.offline')}
      hint={mayChange ? t('privacy.offlineHint') : t(on ? 'privacy.offlineOn' : 'privacy.offlineOff')}
      action={
        mayChange && (
          <FormControlLabel
            sx={{ m: 0 }}
            label={<span className="visually-hidden">{t('privacy.offline')}</span>}
            control={<Switch checked={asked ?? on} onChange={event => turn(event.target.checked)} />}
          />
        )
      }
    />
  );
}

/** Who can reach this Foyer. */
function OpenTo() {
  const { t } = useTranslation('settings');
  const info = useQuery(orpc.system.info.queryOptions({ input: {} }));
  const network = useQuery(orpc.network.get.queryOptions({ input: {} }));
  if (!info.data || !network.data) return null;
  const { address } = info.data;
  const { listening, addresses, name } = network.data;
  const visitors = listening
    ? t('privacy.openVisitors', { address: addresses[0]?.url ?? name.url })
    : t('privacy.openNoVisitors');
  const words = () => {
    if (address === null) return t('privacy.openNone');
    const { hostname } = new URL(address);
    const loopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
    return t(loopback ? 'privacy.openLoopback' : 'privacy.openNetwork', { address });
  };
  return (
    <SettingCard
      title={t('privacy.open')}
      action={
        <LinkButton to="/settings/$section" params={{ section: 'network' }}>
          {t('privacy.openChange')}
        </LinkButton>
      }
    >
      <Statements>{[words(), visitors]}</Statements>
    </SettingCard>
  );
}
