import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { modelPurpose, type ModelProvider, type ModelPurpose } from '#shared/contract/model-kinds.ts';
import { type Model } from '#shared/contract/models.ts';
import { takesTemperature } from '#shared/lib/takes-temperature.ts';
import { MODEL_NAME_MAX_LENGTH, READING_SECONDS } from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import {
  addressOf,
  CONTEXT_TOKENS,
  OUTPUT_TOKENS,
  TEMPERATURE,
  type ModelDraft,
  type problemsOf,
} from './model-draft.ts';
import { ModelNameField } from './model-name-field.tsx';
import { presetById, presets } from './presets.ts';
import { ServerFields } from './server-fields.tsx';

type Props = {
  draft: ModelDraft;
  stored: Model | null;
  problems: ReturnType<typeof problemsOf>;
  onChange: (change: Partial<ModelDraft>) => void;
};

/** What it takes to reach a model; the rest is under Details. */
export function ModelFields({ draft, stored, problems, onChange }: Props) {
  const { t } = useTranslation('models');
  const preset = presetById(draft.preset);
  const isInside = preset.provider === 'inside'; // its file says what it is
  const group = (cloud: boolean) =>
    presets
      .filter(item => item.cloud === cloud && (item.provider === 'inside') === isInside)
      .map(({ id }) => (
        <MenuItem key={id} value={id}>
          {t(`preset_${id}`)}
        </MenuItem>
      ));
  const urlHint = () => {
    if (problems.url) return t(problems.url as 'invalid_url' | 'missing_url');
    const address = addressOf(draft);
    if (address !== null && address !== draft.url.trim()) return t('urlUnderstood', { url: address });
    return preset.url === null
      ? t('urlHintRequired', { url: 'http://192.168.1.20:8000/v1' })
      : t('urlHint', { url: preset.url });
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, pt: 0.5 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <Field
          select
          label={t('service')}
          value={draft.preset}
          disabled={isInside}
          onChange={event => {
            const { id, provider } = presetById(event.target.value);
            const may = purposesOf(provider).includes(draft.purpose);
            onChange({ preset: id, url: '', ...(!may && { purpose: 'chat' }) });
          }}
        >
          <ListSubheader sx={groupStyle}>{t('groupLocal')}</ListSubheader>
          {group(false)}
          {!isInside && <ListSubheader sx={groupStyle}>{t('groupCloud')}</ListSubheader>}
          {group(true)}
        </Field>
        <Field
          select
          label={t('purpose')}
          value={draft.purpose}
          disabled={stored !== null || purposesOf(preset.provider).length === 1}
          onChange={event => onChange({ purpose: modelPurpose.parse(event.target.value) })}
        >
          {purposesOf(preset.provider).map(option => (
            <MenuItem key={option} value={option}>
              {t(`purpose_${option}`)}
            </MenuItem>
          ))}
        </Field>
      </Box>
      {preset.cloud && (
        <Box
          sx={{ p: '9px 12px', borderRadius: '10px', background: 'var(--info-soft)', typography: 'small' }}
        >
          {t('cloudWarning')}
        </Box>
      )}
      {isInside ? (
        <Field label={t('model')} hint={t('insideModelHint')} value={draft.model} disabled />
      ) : (
        <>
          <ModelNameField
            draft={draft}
            stored={stored}
            preset={preset}
            invalid={problems.model !== undefined}
            onChange={onChange}
          />
          <Field
            label={t('url')}
            type="url"
            placeholder={preset.url ?? ''}
            error={problems.url !== undefined}
            hint={urlHint()}
            value={draft.url}
            onChange={event => onChange({ url: event.target.value })}
          />
          <KeyField draft={draft} stored={stored} missing={problems.key !== undefined} onChange={onChange} />
        </>
      )}
      <Field
        label={t('name')}
        hint={t('nameHint')}
        placeholder={draft.model}
        value={draft.name}
        onChange={event => onChange({ name: event.target.value })}
        slotProps={{ htmlInput: { maxLength: MODEL_NAME_MAX_LENGTH } }}
      />
      {stored !== null && draft.purpose === 'embedding' && (
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('embeddingChange')}</Box>
      )}
      <Details draft={draft} stored={stored} problems={problems} onChange={onChange} />
      {draft.purpose === 'chat' && (
        <ServerFields hasServer={!isInside} draft={draft} problems={problems} onChange={onChange} />
      )}
    </Box>
  );
}

/** Anthropic's protocol makes no embeddings, and neither it nor Ollama's puts passages in order. */
function purposesOf(provider: ModelProvider): readonly ModelPurpose[] {
  if (provider === 'anthropic') return ['chat'];
  return provider === 'ollama' ? ['chat', 'embedding'] : modelPurpose.options;
}

const NOTHING_KNOWN: Model['findings'] = {
  refuses: [],
  contextTokens: null,
  textsPerCall: null,
  reasoning: null,
  failure: null,
};

const groupStyle = {
  background: 'var(--surface)',
  color: 'var(--faint)',
  typography: 'small',
  lineHeight: 2.4,
};

type KeyProps = Pick<Props, 'draft' | 'stored' | 'onChange'> & { missing: boolean };

function KeyField({ draft, stored, missing, onChange }: KeyProps) {
  const { t } = useTranslation('models');
  const { cloud } = presetById(draft.preset);
  const kept = stored?.hasKey === true && !draft.forgetKey;
  const hint = missing ? 'missing_key' : kept ? 'keyKept' : cloud ? 'keyHint' : 'keyOptional';
  return (
    <div>
      <PasswordField
        label={t('key')}
        hint={t(hint)}
        error={missing}
        autoComplete="off"
        value={draft.key}
        onChange={event => onChange({ key: event.target.value })}
      />
      {stored?.hasKey === true && !cloud && (
        <FormControlLabel
          label={t('keyForget')}
          control={
            <Checkbox
              size="small"
              checked={draft.forgetKey}
              onChange={event => onChange({ forgetKey: event.target.checked })}
            />
          }
        />
      )}
    </div>
  );
}

function Details({ draft, stored, problems, onChange }: Props) {
  const { t } = useTranslation('models');
  const chat = draft.purpose === 'chat';
  const number = (
    field: 'contextTokens' | 'maxOutputTokens' | 'readingSeconds',
    label: string,
    hint: string,
    { min, max }: { min: number; max: number },
  ) => (
    <Field
      label={label}
      inputMode="numeric"
      error={problems[field] !== undefined}
      hint={problems[field] ? t('invalid_number', { min, max }) : hint}
      value={draft[field]}
      onChange={event => onChange({ [field]: event.target.value })}
    />
  );
  const price = (field: 'inputPrice' | 'outputPrice', label: string) => (
    <Field
      label={label}
      inputMode="decimal"
      error={problems[field] !== undefined}
      hint={t(problems[field] ? 'invalid_price' : 'priceHint')}
      value={draft[field]}
      onChange={event => onChange({ [field]: event.target.value })}
    />
  );
  const preset = presetById(draft.preset);
  const { provider } = preset;
  const free = takesTemperature({ provider, findings: stored?.findings ?? NOTHING_KNOWN });
  const open = (
    [
      'contextTokens',
      'maxOutputTokens',
      'readingSeconds',
      'temperature',
      'inputPrice',
      'outputPrice',
    ] as const
  ).some(field => problems[field] !== undefined);
  return (
    <Box
      component="details"
      {...(open ? { open: true } : {})}
      sx={{ '& > summary': { cursor: 'pointer', fontWeight: 570, color: 'var(--muted)' } }}
    >
      <summary>{t('details')}</summary>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' }, pt: 1.5 }}>
        {number(
          'contextTokens',
          t(chat ? 'context' : 'longestText'),
          t(chat ? 'contextHint' : 'longestTextHint'),
          CONTEXT_TOKENS[draft.purpose],
        )}
        {chat && number('maxOutputTokens', t('maxOutput'), t('maxOutputHint'), OUTPUT_TOKENS)}
        {chat &&
          !preset.cloud &&
          number('readingSeconds', t('readingTime'), t('readingTimeHint'), READING_SECONDS)}
        {draft.purpose === 'reranking' &&
          number('readingSeconds', t('rerankingTime'), t('rerankingTimeHint'), READING_SECONDS)}
        {price('inputPrice', t('inputPrice'))}
        {chat && price('outputPrice', t('outputPrice'))}
        {chat && free && (
          <Field
            label={t('temperature')}
            inputMode="decimal"
            error={problems.temperature !== undefined}
            hint={problems.temperature ? t('invalid_number', TEMPERATURE) : t('temperatureHint')}
            value={draft.temperature}
            onChange={event => onChange({ temperature: event.target.value })}
          />
        )}
      </Box>
      {chat && !free && (
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 1 }}>{t('temperatureRefused')}</Box>
      )}
      <FormControlLabel
        sx={{ mt: 1, mr: 3 }}
        label={t('activeChoice')}
        control={
          <Checkbox
            size="small"
            checked={draft.active}
            onChange={event => onChange({ active: event.target.checked })}
          />
        }
      />
      <FormControlLabel
        sx={{ mt: 1 }}
        label={t('defaultChoice')}
        control={
          <Checkbox
            size="small"
            checked={draft.isDefault}
            onChange={event => onChange({ isDefault: event.target.checked })}
          />
        }
      />
    </Box>
  );
}
