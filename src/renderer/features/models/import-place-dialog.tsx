import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SERVER_MODEL_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import type { DetectedServer } from '#shared/contract/model-sources.ts';
import { SERVER_MODEL_NAME, serverModelName } from '#shared/lib/server-model-name.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { ImportTarget } from './use-import-model.ts';

type Props = {
  file: File;
  server: DetectedServer;
  onChosen: (target: ImportTarget) => void;
  onClose: () => void;
};

/** Where a model file goes, and which place is right for whom. */
export function ImportPlaceDialog({ file, server, onChosen, onClose }: Props) {
  const { t } = useTranslation('models');
  const [isForServer, setForServer] = useState(false);
  const [name, setName] = useState(() => serverModelName(file.name));
  const isNamed = SERVER_MODEL_NAME.test(name.trim());
  const title = t('importWhereTitle', { name: file.name });
  return (
    <FormDialog
      title={title}
      size="sm"
      submit={t('importConfirm')}
      disabled={isForServer && !isNamed}
      onSubmit={() => onChosen(isForServer ? { url: server.url, model: name.trim() } : null)}
      onClose={onClose}
    >
      <RadioGroup
        aria-label={title}
        value={isForServer ? 'server' : 'here'}
        onChange={(_event, chosen) => setForServer(chosen === 'server')}
        sx={{ gap: 1.5 }}
      >
        <Place value="here" label={t('importHere')} hint={t('importHereHint')} />
        <Place
          value="server"
          label={t('importServer', { server: server.label })}
          hint={t('importServerHint')}
        />
      </RadioGroup>
      {isForServer && (
        <Field
          label={t('importServerName')}
          hint={t('importServerNameHint')}
          value={name}
          error={!isNamed}
          onChange={event => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: SERVER_MODEL_NAME_MAX_LENGTH } }}
          sx={{ mt: 2 }}
        />
      )}
    </FormDialog>
  );
}

function Place({ value, label, hint }: { value: string; label: string; hint: string }) {
  return (
    <FormControlLabel
      value={value}
      control={<Radio size="small" sx={{ p: '2px 8px 2px 2px' }} />}
      sx={{ alignItems: 'flex-start', m: 0 }}
      label={
        <>
          <Box sx={{ fontWeight: 600 }}>{label}</Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{hint}</Box>
        </>
      }
    />
  );
}
