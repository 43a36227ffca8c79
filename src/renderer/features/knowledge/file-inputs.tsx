import Button from '@mui/material/Button';
import { useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import type { AddDocuments } from './use-add-documents.ts';

type InputProps = {
  ref: Ref<HTMLInputElement>;
  label: string;
  folder?: boolean;
  onFiles: (files: FileList | null) => void;
};

/** The browser's file dialog; a button of the page opens it. */
export function VisuallyHiddenInput({ ref, label, folder = false, onFiles }: InputProps) {
  return (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      aria-label={label}
      tabIndex={-1}
      {...(folder ? { webkitdirectory: '' } : {})}
      onChange={event => {
        onFiles(event.target.files);
        event.target.value = ''; // the same file can be chosen again
      }}
    />
  );
}

/** The two buttons that add documents. */
export function AddButtons({ add }: { add: AddDocuments }) {
  const { t } = useTranslation('knowledge');
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        disabled={!add.ready || add.busy}
        startIcon={<Icon name="folder" size={16} />}
        onClick={() => (add.chooseFolder ? add.chooseFolder() : folder.current?.click())}
      >
        {t('addFolder')}
      </Button>
      <Button
        variant="contained"
        disabled={!add.ready || add.busy}
        onClick={() => (add.chooseFiles ? add.chooseFiles() : files.current?.click())}
      >
        {t('addFiles')}
      </Button>
      <VisuallyHiddenInput ref={files} label={t('addFiles')} onFiles={add.addChosen} />
      <VisuallyHiddenInput ref={folder} folder label={t('addFolder')} onFiles={add.addChosen} />
    </>
  );
}
