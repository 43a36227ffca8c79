import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ModelMachine } from '#shared/contract/model-sources.ts';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { TestFailure } from './test-result.tsx';

/** The instruction sets that decide how fast a model is, the fastest first; others say nothing to a person. */
const TELLING = ['AVX512', 'AVX2', 'AVX', 'SVE', 'DOTPROD', 'NEON'];

/** What the models inside run on: processor or graphics card, and why not the other. */
export function MachineLine() {
  const machine = useQuery(orpc.models.machine.queryOptions({ input: {}, retry: false }));
  if (machine.error !== null) return <TestFailure error={machine.error} />;
  return machine.data === undefined ? null : <Line machine={machine.data} />;
}

function Line({ machine }: { machine: ModelMachine }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { graphics, unused, cores, processor } = machine;
  const card = {
    name: graphics?.names.join(', ') ?? '',
    memory: format.bytes(graphics?.memoryBytes ?? 0),
  };
  const telling = TELLING.find(set => processor.includes(set));
  const isOld = telling === 'AVX' || (telling === undefined && processor.includes('SSE3'));
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 1.25 }}>
      {unused === null ? (
        t('machineGraphics', card)
      ) : (
        <>
          {t('machineProcessor', { count: cores, features: telling ?? processor[0] ?? '–' })}{' '}
          {isOld && <>{t('machineOld')} </>}
          {t(`machineUnused_${unused}`, card)}
        </>
      )}
    </Box>
  );
}
