import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import { TAG_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { useTags } from './use-tags.ts';

type Props = {
  clientId: string;
  label: string;
  hint: string;
  names: readonly string[];
  onChange: (names: string[]) => void;
  /** Those that are not offered. */
  without?: readonly string[];
  autoFocus?: boolean;
};

/** How a tag looks that can be taken away. */
export const tagChip = {
  background: 'var(--surface-2)',
  border: '1px solid var(--line)',
  color: 'var(--text)',
  '& .MuiChip-icon': { color: 'var(--muted)', ml: '7px', mr: '-3px' },
  '& .MuiChip-deleteIcon': { color: 'var(--muted)', '&:hover': { color: 'var(--text)' } },
};

/** Tags by their names: chosen among those there are, or written by hand. What was typed and not entered counts too. */
export function TagField({ clientId, label, hint, names, onChange, without = [], autoFocus = false }: Props) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const tags = useTags(clientId);
  const options = (tags.data ?? []).map(({ name }) => name).filter(name => !without.includes(name));
  const change = (chosen: readonly string[]) =>
    onChange([...new Set(chosen.map(name => name.trim().slice(0, TAG_NAME_MAX_LENGTH)).filter(isName))]);
  return (
    <div>
      <Box component="label" htmlFor={id} sx={{ display: 'block', fontWeight: 570, mb: '5px' }}>
        {label}
      </Box>
      <Autocomplete
        id={id}
        multiple
        freeSolo
        filterSelectedOptions
        options={options}
        value={[...names]}
        inputValue={typed}
        onInputChange={(_, value) => setTyped(value)}
        onChange={(_, chosen) => change(chosen)}
        onBlur={() => {
          if (isName(typed)) change([...names, typed]);
          setTyped('');
        }}
        slotProps={{
          chip: { size: 'small', sx: tagChip },
          paper: { sx: { border: '1px solid var(--line)', boxShadow: 'var(--shadow-2)' } },
        }}
        renderInput={params => (
          <TextField
            {...params}
            autoFocus={autoFocus}
            size="small"
            helperText={hint}
            slotProps={{
              ...params.slotProps,
              htmlInput: { ...params.slotProps.htmlInput, maxLength: TAG_NAME_MAX_LENGTH },
            }}
          />
        )}
      />
    </div>
  );
}

/** A name has a letter or a digit. */
function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
