import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { addressOf, type ModelDraft } from './model-draft.ts';
import { hostOf, type Preset } from './presets.ts';

type Props = {
  draft: ModelDraft;
  preset: Preset;
  invalid: boolean;
  onChange: (change: Partial<ModelDraft>) => void;
};

/** The model's name on its server; those of a server found on this computer are offered. */
export function ModelNameField({ draft, preset, invalid, onChange }: Props) {
  const { t } = useTranslation('models');
  const id = useId();
  const { data } = useQuery(orpc.models.detect.queryOptions({ input: {} }));
  const url = addressOf(draft) ?? preset.url;
  const server = data?.find(
    found => found.provider === preset.provider && url !== null && hostOf(found.url) === hostOf(url),
  );
  const known = server?.models.filter(({ purpose }) => purpose === draft.purpose) ?? [];
  const hint = () => {
    if (invalid) return t('invalid_model');
    if (known.length > 0) return t('modelOnServer');
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
        openOnFocus={known.length > 0}
        disableClearable
        options={known.map(({ model }) => model)}
        inputValue={draft.model}
        onInputChange={(_, value) => onChange({ model: value })}
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
