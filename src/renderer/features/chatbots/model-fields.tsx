import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Slider from '@mui/material/Slider';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { administrators } from '#shared/contract/route.ts';
import { takesTemperature } from '#shared/lib/takes-temperature.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { LoadingState } from '../../ui/states.tsx';
import { FallbackFields } from './fallback-fields.tsx';
import type { Persona, PersonaEdits, PersonaProblems } from './persona.ts';
import { WaitFields } from './wait-fields.tsx';

type Props = {
  persona: Pick<
    Persona,
    | 'modelId'
    | 'fallbackModelIds'
    | 'connectSeconds'
    | 'firstWordSeconds'
    | 'betweenWordsSeconds'
    | 'temperature'
  >;
  problems: PersonaProblems;
  onChange: (edits: PersonaEdits) => void;
};

/** Which model writes, which ones take over, how freely, and how long they are waited for. */
export function ModelFields({ persona, problems, onChange }: Props) {
  const { t } = useTranslation('chatbots');
  const mayAdd = useSession().may(...administrators);
  const { data } = useQuery(orpc.models.list.queryOptions({ input: {} }));
  if (!data) return <LoadingState rows={2} />;
  const models = data.filter(model => model.purpose === 'chat' && model.active);
  if (models.length === 0) {
    return (
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 260px', color: 'var(--muted)' }}>{t('modelNone')}</Box>
        {mayAdd && (
          <LinkButton to="/models" search={{ add: true }}>
            {t('modelAdd')}
          </LinkButton>
        )}
      </Box>
    );
  }
  const preferred = models.find(model => model.isDefault) ?? models[0];
  const writing = models.find(model => model.id === persona.modelId) ?? preferred;
  const nameOf = ({ name, local }: { name: string; local: boolean }) =>
    `${name} · ${t(local ? 'local' : 'remote')}`;
  const valueOf = (id: string | null) => (models.some(model => model.id === id) ? (id ?? '') : '');
  const chosen = (value: string) => (value === '' ? null : value);
  return (
    <>
      <Field
        select
        label={t('model')}
        value={valueOf(persona.modelId)}
        onChange={event => onChange({ modelId: chosen(event.target.value) })}
        slotProps={{ select: { displayEmpty: true } }}
      >
        {preferred && <MenuItem value="">{t('modelDefault', { name: nameOf(preferred) })}</MenuItem>}
        {models.map(model => (
          <MenuItem key={model.id} value={model.id}>
            {nameOf(model)}
          </MenuItem>
        ))}
      </Field>
      <FallbackFields
        chosen={persona.fallbackModelIds}
        models={models}
        writing={writing}
        nameOf={nameOf}
        onChange={fallbackModelIds => onChange({ fallbackModelIds })}
      />
      <Temperature
        value={persona.temperature}
        writing={writing}
        onChange={temperature => onChange({ temperature })}
      />
      <WaitFields persona={persona} problems={problems} onChange={onChange} />
    </>
  );
}

type TemperatureProps = {
  value: number;
  /** The model that writes; undefined when none does. */
  writing: Model | undefined;
  onChange: (value: number) => void;
};

/** How freely the model writes: offered where it is sent. */
function Temperature({ value, writing, onChange }: TemperatureProps) {
  const { t, i18n } = useTranslation('chatbots');
  const id = useId();
  if (writing && !takesTemperature(writing)) {
    return <TemperatureNote>{t('temperatureRefused', { name: writing.name })}</TemperatureNote>;
  }
  if (writing && writing.temperature !== null) {
    const own = writing.temperature.toLocaleString(i18n.language);
    return <TemperatureNote>{t('temperatureOwn', { name: writing.name, value: own })}</TemperatureNote>;
  }
  const max = value > 1 ? 2 : 1; // above 1 only programs set it
  return (
    <div>
      <Box id={id} sx={{ fontWeight: 570 }}>
        {t('temperature')}
      </Box>
      <Box sx={{ px: 1, maxWidth: 420 }}>
        <Slider
          size="small"
          min={0}
          max={max}
          step={0.1}
          marks
          value={value}
          valueLabelDisplay="auto"
          valueLabelFormat={shown => shown.toLocaleString(i18n.language)}
          aria-labelledby={id}
          onChange={(_, next) => onChange(typeof next === 'number' ? next : (next[0] ?? value))}
        />
      </Box>
      <Box
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          maxWidth: 436,
          color: 'var(--muted)',
          typography: 'small',
        }}
      >
        <span>{t('temperaturePrecise')}</span>
        <span>{t('temperatureFree')}</span>
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('temperatureHint')}</Box>
    </div>
  );
}

function TemperatureNote({ children }: { children: string }) {
  const { t } = useTranslation('chatbots');
  return (
    <div>
      <Box sx={{ fontWeight: 570 }}>{t('temperature')}</Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{children}</Box>
    </div>
  );
}
