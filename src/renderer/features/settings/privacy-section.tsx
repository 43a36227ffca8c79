import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { SettingCard, Statements } from '../../ui/setting-card.tsx';
import { OfflineCard } from './offline-card.tsx';
import { VerdictBox } from './verdict-box.tsx';
import { furthestPlace, placeOf, staysReachable, type Place } from './where-models-are.ts';

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
  const { offline, stillReachable } = settings.data;
  const active = models.data.filter(model => model.active);
  return (
    <>
      <Verdict
        place={furthestPlace(
          offline ? active.filter(model => staysReachable(model, stillReachable)) : active,
        )}
      />
      <SettingCard
        title={t('privacy.models')}
        hint={active.length === 0 ? t('privacy.noModels') : undefined}
        action={mayAdminister && <LinkButton to="/models">{t('privacy.manage')}</LinkButton>}
      >
        {active.length > 0 && (
          <Box sx={{ display: 'grid', gap: 1.75 }}>
            {active.map(model => (
              <Receives
                key={model.id}
                model={model}
                models={active}
                blocked={offline && !staysReachable(model, stillReachable)}
              />
            ))}
          </Box>
        )}
      </SettingCard>
      <OfflineCard on={offline} mayChange={mayAdminister} />
      {mayAdminister && (
        <SettingCard
          title={t('privacy.connections')}
          hint={t('privacy.connectionsHint')}
          action={
            <LinkButton to="/settings/$section" params={{ section: 'connections' }}>
              {t('privacy.connectionsShow')}
            </LinkButton>
          }
        />
      )}
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
    <VerdictBox tone={tone} icon={place === 'cloud' ? 'globe' : 'lock'} title={t(`privacy.${key[place]}`)}>
      <Box>{t(`privacy.${key[place]}Text`)}</Box>
    </VerdictBox>
  );
}

type ReceivesProps = { model: Model; models: readonly Model[]; blocked: boolean };

/** What one model is sent. */
function Receives({ model, models, blocked }: ReceivesProps) {
  const { t } = useTranslation('settings');
  const place = placeOf(model);
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
