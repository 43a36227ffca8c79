import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CSV_MEDIA_TYPE } from '#shared/lib/csv.ts';
import { useFormat } from './format.ts';
import { Icon } from './icon.tsx';
import { saveAsFile } from './save-as-file.ts';
import { tableFile, tableFileName, type FileColumn } from './table-file.ts';
import { useToasts } from './toasts.tsx';

type Props<Row> = {
  /** What the table is called; so is the file. */
  label: string;
  columns: readonly FileColumn<Row>[];
  /** Every row that the filters let through, in the order shown, page by page; ends when `signal` says so. */
  pages: (signal: AbortSignal) => AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
};

/** Hands a table out as a file: what is shown, all of it. While that lasts it says how far it is, and stops when chosen again. */
export function ExportButton<Row>({ label, columns, pages }: Props<Row>) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const toasts = useToasts();
  const [rows, setRows] = useState(0);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const counted = (count: number) => ({ count, formatted: format.number(count) });
  const write = useMutation({
    mutationFn: async ({ signal }: AbortController) => {
      try {
        return await tableFile(columns, pages(signal), format.language, setRows);
      } catch (error) {
        if (signal.aborted) return null;
        throw error;
      }
    },
    onSuccess: file => {
      if (file === null) return;
      saveAsFile(tableFileName(label, new Date()), CSV_MEDIA_TYPE, file.content);
      toasts.done(
        t('exported', counted(file.rows)),
        file.cutOff ? { text: t('exportedPart', counted(file.rows)) } : {},
      );
    },
    onError: toasts.failed,
  });
  const start = () => {
    stopping.current = new AbortController();
    setRows(0);
    write.mutate(stopping.current);
  };
  return (
    <Button
      onClick={() => (write.isPending ? stopping.current?.abort() : start())}
      startIcon={<Icon name={write.isPending ? 'close' : 'download'} size={16} />}
    >
      {write.isPending ? t('exporting', counted(rows)) : t('exportTable')}
    </Button>
  );
}

/** The same for a table that the core writes itself: the browser saves the file as it comes, however long it is. */
export function ExportLink({ address }: { address: string }) {
  const { t } = useTranslation('common');
  return (
    <Button component="a" href={address} download startIcon={<Icon name="download" size={16} />}>
      {t('exportTable')}
    </Button>
  );
}
