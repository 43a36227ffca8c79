import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

const tones = { ok: 'ok', warning: 'warn', failed: 'bad', not_measured: 'quiet' } as const satisfies Record<
  string,
  Tone
>;

/** The checks of `foyer doctor`, on demand: they open files and look for servers. */
export function DoctorCard() {
  const { t } = useTranslation('settings');
  const doctor = useQuery(
    orpc.system.doctor.queryOptions({ input: { language: shownLanguage() }, enabled: false, gcTime: 0 }),
  );
  return (
    <SettingCard
      title={t('data.doctor')}
      hint={t('data.doctorHint')}
      action={
        <Button disabled={doctor.isFetching} onClick={() => void doctor.refetch()}>
          {t(doctor.isFetching ? 'data.doctorRunning' : doctor.data ? 'data.doctorAgain' : 'data.doctorRun')}
        </Button>
      }
    >
      {doctor.isError ? (
        <ErrorState error={doctor.error} />
      ) : (
        doctor.data && (
          <>
            <Box
              role="status"
              sx={{ fontWeight: 600, color: doctor.data.ok ? 'var(--ok)' : 'var(--bad)', mb: 1 }}
            >
              {t(doctor.data.ok ? 'data.doctorOk' : 'data.doctorProblem')}
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
