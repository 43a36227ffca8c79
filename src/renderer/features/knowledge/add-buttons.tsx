import { useTranslation } from 'react-i18next';
import { FileChooser } from '../../ui/file-chooser.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { AddDocuments } from './use-add-documents.ts';

/** The two buttons that add documents. */
export function AddButtons({ add }: { add: AddDocuments }) {
  const { t } = useTranslation('knowledge');
  const disabled = !add.ready || add.busy;
  return (
    <>
      <FileChooser
        folder
        label={t('addFolder')}
        disabled={disabled}
        startIcon={<Icon name="folder" size={16} />}
        instead={add.chooseFolder}
        onChosen={add.addChosen}
      />
      <FileChooser
        multiple
        label={t('addFiles')}
        variant="contained"
        disabled={disabled}
        instead={add.chooseFiles}
        onChosen={add.addChosen}
      />
    </>
  );
}
