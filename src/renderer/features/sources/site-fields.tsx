import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { SiteSettings } from '#shared/contract/sources.ts';
import { LinesField } from './lines-field.tsx';
import { DelayField, NumberField } from './number-field.tsx';
import { ScopePreview } from './scope-preview.tsx';
import { Tick } from './tick.tsx';

type Props = {
  settings: SiteSettings;
  onChange: (settings: SiteSettings) => void;
};

/** Of the contract. */
const LIMITS = { depth: [0, 20], pages: [1, 20_000] } as const;

/** Where it begins. */
export function SiteStart({ settings, onChange }: Props) {
  const { t } = useTranslation('sources');
  return (
    <LinesField
      required
      label={t('start')}
      hint={t('startHint')}
      lines={settings.start}
      onChange={start => onChange({ ...settings, start })}
    />
  );
}

/** How far it is followed. `sourceId`: the one whose addresses are known; null before there is one. */
export function SiteLimits({ settings, sourceId, onChange }: Props & { sourceId: string | null }) {
  const { t } = useTranslation('sources');
  const change = (some: Partial<SiteSettings>) => onChange({ ...settings, ...some });
  return (
    <>
      <LinesField
        label={t('include')}
        hint={t('includeHint')}
        lines={settings.include}
        onChange={include => change({ include })}
      />
      <LinesField
        label={t('exclude')}
        hint={t('excludeHint')}
        lines={settings.exclude}
        onChange={exclude => change({ exclude })}
      />
      <ScopePreview settings={settings} sourceId={sourceId} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' },
          alignItems: 'end',
        }}
      >
        <NumberField
          label={t('depth')}
          value={settings.depth}
          within={LIMITS.depth}
          onChange={depth => change({ depth })}
        />
        <NumberField
          label={t('pagesMax')}
          value={settings.pages}
          within={LIMITS.pages}
          onChange={pages => change({ pages })}
        />
        <DelayField delayMs={settings.delayMs} onChange={delayMs => change({ delayMs })} />
      </Box>
      <Box>
        <Tick label={t('sitemap')} checked={settings.sitemap} onChange={sitemap => change({ sitemap })} />
        <Tick label={t('siteFiles')} checked={settings.files} onChange={files => change({ files })} />
        <Tick label={t('siteBrowser')} checked={settings.browser} onChange={browser => change({ browser })} />
        <Tick label={t('siteLocal')} checked={settings.local} onChange={local => change({ local })} />
      </Box>
    </>
  );
}
