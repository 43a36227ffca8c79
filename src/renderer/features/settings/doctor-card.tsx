import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

const tones = { ok: 'ok', warning: 'warn', failed: 'bad', not_measured: 'quiet' } as const satisfies Record<
  string,
  Tone
>;

const LOOK_EVERY_MS = 3_000;

type Found = Awaited<ReturnType<typeof client.system.doctor>>;

const isMending = (found: Found | undefined) => found?.checks.some(({ mending }) => mending) ?? false;

/**
 * The checks of `foyer doctor`, on demand: they open files and look for servers. What can be repaired is, from the look
 * on; they are looked at again until it is.
 */
export function DoctorCard() {
  const { t } = useTranslation('settings');
  const [asked, setAsked] = useState(false);
  const doctor = useQuery(
    orpc.system.doctor.queryOptions({
      input: { language: shownLanguage() },
      enabled: asked,
      gcTime: 0,
      staleTime: Infinity,
      refetchInterval: ({ state }) => isMending(state.data) && LOOK_EVERY_MS,
    }),
  );
  const mending = isMending(doctor.data);
  const words = () => {
    if (mending) return t('data.doctorMending');
    return t(doctor.data?.ok ? 'data.doctorOk' : 'data.doctorProblem');
  };
  const color = () => {
    if (mending) return 'var(--warn)';
    return doctor.data?.ok ? 'var(--ok)' : 'var(--bad)';
  };
  return (
    <SettingCard
      title={t('data.doctor')}
      hint={t('data.doctorHint')}
      action={
        <Button
          disabled={doctor.isFetching || mending}
          onClick={() => (asked ? void doctor.refetch() : setAsked(true))}
        >
          {t(doctor.isFetching ? 'data.doctorRunning' : doctor.data ? 'data.doctorAgain' : 'data.doctorRun')}
        </Button>
      }
    >
      {doctor.isError ? (
        <ErrorState error={doctor.error} />
      ) : (
        doctor.data && (
          <>
            <Box role="status" sx={{ fontWeight: 600, color: color(), mb: 1 }}>
              {words()}
            </Box>
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {doctor.data.checks.map(({ label, state, detail }, index) => (
                <Box
                  component="li"
                  key={index}
                  sx={{
                    display: 'grid',
                    gridTemplateColumns: { xs: '1fr auto', sm: '150px minmax(0, 1fr) auto' },
                    columnGap: 2,
                    py: 0.75,
                    borderTop: '1px solid var(--line)',
                  }}
                >
                  <Box sx={{ fontWeight: 560 }}>{label}</Box>
                  <Box
                    sx={{
                      color: 'var(--muted)',
                      overflowWrap: 'anywhere',
                      gridColumn: { xs: '1 / -1', sm: '2' },
                      gridRow: { xs: 2, sm: 1 },
                    }}
                  >
                    {detail}
                  </Box>
                  <StateChip tone={tones[state]}>{t(`data.state_${state}`)}</StateChip>
                </Box>
              ))}
            </Box>
          </>
        )
      )}
    </SettingCard>
  );
}
