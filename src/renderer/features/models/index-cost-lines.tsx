import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { IndexCost } from '#shared/contract/search-index.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';

/** A moment: shorter times say more of the call than of the model. */
const LEAST_MS = 1_000;
/** Longer, and a person wants to know that it need not be waited for. */
const LONG_S = 30 * 60;

/** What building the index of a model costs, in the words of who decides. */
export function IndexCostLines({ cost }: { cost: IndexCost }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { passages, tokens, seconds, outside, price, bytes, freeBytes, throwsOut, inUse } = cost;
  const name = cost.model.name;
  const isShort = freeBytes !== null && freeBytes < bytes;
  const time = (): string => {
    if (seconds !== null)
      return t('changeTime', { time: format.duration(Math.max(LEAST_MS, seconds * 1_000)) });
    return t(outside === null ? 'changeTimeUnknown' : 'changeTimeOutside', { name });
  };
  const money = (): string => {
    if (outside === null) return t('changeFree');
    if (price === null) return t('changePriceUnknown', { host: outside });
    return t('changePrice', { host: outside, price: format.number(Math.round(price * 10_000) / 10_000) });
  };
  const lines = [
    t('changePassages', {
      count: passages,
      formatted: format.number(passages),
      tokens: format.number(tokens),
    }),
    time() + (seconds !== null && seconds > LONG_S ? ` ${t('changeLong')}` : ''),
    money(),
    freeBytes === null
      ? t('changeDisk', { size: format.bytes(bytes) })
      : t('changeDiskOf', { size: format.bytes(bytes), free: format.bytes(freeBytes) }),
  ];
  return (
    <>
      <Box component="ul" sx={{ pl: 2.5, my: 0, display: 'grid', gap: 0.75 }}>
        {lines.map(line => (
          <li key={line}>{line}</li>
        ))}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, mt: 1.5 }}>
        <Box sx={{ color: 'var(--ok)', pt: '2px' }}>
          <Icon name="check" size={16} />
        </Box>
        <span>{inUse === null ? t('changeWordsMeanwhile') : t('changeMeanwhile', { name: inUse.name })}</span>
      </Box>
      {throwsOut && <Box sx={{ mt: 1, color: 'var(--warn)' }}>{t('changeThrowsOut')}</Box>}
      {isShort && <Box sx={{ mt: 1, color: 'var(--bad)' }}>{t('changeNoRoom')}</Box>}
    </>
  );
}
