import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model, ModelAddress } from '#shared/contract/models.ts';
import { orpc } from '../../rpc/client.ts';
import { addressOf, type ModelDraft } from './model-draft.ts';
import { useOfferedWords } from './offered-words.ts';
import type { Preset } from './presets.ts';

type Props = {
  draft: ModelDraft;
  stored: Model | null;
  preset: Preset;
  invalid: boolean;
  onChange: (change: Partial<ModelDraft>) => void;
};

/** The model on its server: chosen among those it lists, written by hand where it lists none. */
export function ModelNameField({ draft, stored, preset, invalid, onChange }: Props) {
  const { t } = useTranslation('models');
  const id = useId();
  const describe = useOfferedWords();
  const server = serverOf(draft, stored, preset);
  // Asked when somebody comes to choose: not at each letter of an address or a key.
  const [asked, setAsked] = useState<ModelAddress | null>(null);
  const isAsked = server !== null && JSON.stringify(asked) === JSON.stringify(server);
  const offered = useQuery({
    ...orpc.models.offered.queryOptions({ input: server ?? { provider: 'ollama' } }),
    enabled: isAsked,
  });
  const known =
    (isAsked ? offered.data?.models : undefined)?.filter(one => one.purpose === draft.purpose) ?? [];
  const hint = () => {
    if (invalid) return t(known.length > 0 ? 'invalid_choice' : 'invalid_model');
    if (isAsked && offered.isFetching) return t('modelListing');
    if (known.length > 0) return t('modelOnServer', { count: known.length });
    if (isAsked && offered.data?.failure != null) return t('modelNotListed');
    return t(preset.id === 'ollama' ? 'modelHint_ollama' : 'modelHint');
  };
  return (
    <div>
      <Box component="label" htmlFor={id} sx={{ display: 'block', fontWeight: 570, mb: '5px' }}>
        {t('model')}
      </Box>
      <Autocomplete
        id={id}
        freeSolo
        forcePopupIcon={known.length > 0}
        openOnFocus
        disableClearable
        options={known.map(({ model }) => model)}
        loading={isAsked && offered.isFetching}
        loadingText={t('modelListing')}
        inputValue={draft.model}
        onFocus={() => setAsked(server)}
        onInputChange={(_, value) => onChange({ model: value })}
        renderOption={({ key, ...option }, name) => {
          const model = known.find(one => one.model === name);
          return (
            <Box component="li" key={key} {...option} sx={{ display: 'block !important' }}>
              <Box sx={{ fontWeight: 560, overflowWrap: 'anywhere' }}>{name}</Box>
              {model !== undefined && (
                <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{describe(model)}</Box>
              )}
            </Box>
          );
        }}
        slotProps={{ paper: { sx: { border: '1px solid var(--line)', boxShadow: 'var(--shadow-2)' } } }}
        renderInput={params => (
          <TextField
            {...params}
            required
            size="small"
            error={invalid}
            helperText={hint()}
            slotProps={{ ...params.slotProps }}
          />
        )}
      />
    </div>
  );
}

/** Whom to ask; null while there is nobody to be asked, or no key for a service that wants one. */
function serverOf(draft: ModelDraft, stored: Model | null, preset: Preset): ModelAddress | null {
  const url = addressOf(draft) ?? preset.url;
  const apiKey = draft.key.trim();
  const hasKey = apiKey !== '' || (stored?.hasKey === true && !draft.forgetKey);
  const { provider } = preset;
  if (provider === 'inside' || url === null || (preset.cloud && !hasKey)) return null;
  return {
    provider,
    url,
    ...(apiKey === '' ? {} : { apiKey }),
    ...(stored === null || draft.forgetKey ? {} : { modelId: stored.id }),
  };
}
