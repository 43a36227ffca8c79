import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput';
import { useState } from 'react';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';

type Props = {
  label: string;
  /** The words in the address. */
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
  sx?: OutlinedInputProps['sx'];
};

/** A search field whose words stand in the address, so that going back, and reloading, find the same list. */
export function AddressSearch({ label, q, onSearch, sx }: Props) {
  const [typed, setTyped] = useState(q ?? '');
  return (
    <OutlinedInput
      type="search"
      size="small"
      // Going back may have changed the address under the field.
      value={q === undefined && typed.trim() !== '' ? '' : typed}
      placeholder={label}
      onChange={event => {
        const words = event.target.value;
        setTyped(words);
        onSearch(words.trim() === '' ? undefined : words.trim());
      }}
      inputProps={{ 'aria-label': label, maxLength: SEARCH_MAX_LENGTH }}
      sx={sx}
    />
  );
}
