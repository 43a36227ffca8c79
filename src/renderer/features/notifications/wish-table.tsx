import Box from '@mui/material/Box';
import Switch from '@mui/material/Switch';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NotificationWish, ToldKind, ToldPreferences } from '#shared/contract/notifications.ts';
import { orpc } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { SettingCard } from '../../ui/setting-card.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';

const ways = ['app', 'desktop', 'mail'] as const satisfies readonly (keyof NotificationWish)[];

/** Kinds and ways, a switch for each; on a phone each kind is a block of its own. */
export function WishTable({ kinds }: { kinds: readonly ToldKind[] }) {
  const { t } = useTranslation('notifications');
  const { choose } = useChoosing();
  return (
    <SettingCard title={t('title')} hint={t('hint')}>
      {kinds.length === 0 ? (
        <EmptyState icon="bell" title={t('empty')} />
      ) : (
        <Box role="table" aria-label={t('title')} sx={{ display: 'grid' }}>
          <Box role="row" sx={{ ...rowStyle, display: { xs: 'none', sm: 'grid' }, pt: 0, ...headStyle }}>
            <Box role="columnheader">{t('what')}</Box>
            {ways.map(way => (
              <Box key={way} role="columnheader" sx={{ textAlign: 'center' }}>
                {t(way)}
              </Box>
            ))}
          </Box>
          {kinds.map(kind => (
            <KindRow key={kind.name} kind={kind} onChoose={wish => choose(kind, wish)} />
          ))}
        </Box>
      )}
      <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 2, display: 'grid', gap: 0.5 }}>
        <span>{t('listed')}</span>
        <span>{t('mailHow')}</span>
      </Box>
    </SettingCard>
  );
}

function KindRow({ kind, onChoose }: { kind: ToldKind; onChoose: (wish: NotificationWish) => void }) {
  const { t } = useTranslation('notifications');
  const language = shownLanguage();
  const name = kind.called[language];
  return (
    <Box role="row" sx={{ ...rowStyle, borderTop: '1px solid var(--line)' }}>
      <Box role="cell" sx={{ minWidth: 0, gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
        <Box sx={{ fontWeight: 560 }}>{name}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{kind.hint[language]}</Box>
      </Box>
      {ways.map(way => (
        <Box
          key={way}
          role="cell"
          sx={{ display: 'grid', justifyItems: 'center', alignContent: 'center', gap: 0.25 }}
        >
          <Box
            aria-hidden="true"
            sx={{ display: { sm: 'none' }, typography: 'small', color: 'var(--muted)' }}
          >
            {t(way)}
          </Box>
          <Switch
            size="small"
            checked={kind.wish[way]}
            onChange={(_, wanted) => onChoose({ ...kind.wish, [way]: wanted })}
            slotProps={{
              input: { role: 'switch', 'aria-label': t('wish', { kind: name, way: t(way) }) },
            }}
          />
        </Box>
      ))}
    </Box>
  );
}

/** A switch moves at once, and back when what it says could not be kept. */
function useChoosing() {
  const queries = useQueryClient();
  const toasts = useToasts();
  const queryKey = orpc.notifications.preferences.queryKey({ input: {} });
  const save = useMutation(
    orpc.notifications.updatePreferences.mutationOptions({
      onSuccess: saved => queries.setQueryData(queryKey, saved),
      onError(error) {
        toasts.failed(error);
        void queries.invalidateQueries({ queryKey });
      },
    }),
  );
  return {
    choose({ name }: ToldKind, wish: NotificationWish): void {
      queries.setQueryData<ToldPreferences>(
        queryKey,
        before =>
          before && {
            ...before,
            kinds: before.kinds.map(kind => (kind.name === name ? { ...kind, wish } : kind)),
          },
      );
      save.mutate({ wishes: { [name]: wish } });
    },
  };
}

const rowStyle = {
  display: 'grid',
  gridTemplateColumns: { xs: 'repeat(3, 1fr)', sm: 'minmax(0, 1fr) repeat(3, 84px)' },
  alignItems: 'center',
  columnGap: 1,
  rowGap: 1,
  py: 1.5,
};

const headStyle = { color: 'var(--muted)', typography: 'small', fontWeight: 600 };
