import Button, { type ButtonProps } from '@mui/material/Button';
import { useRef, type ReactNode, type Ref } from 'react';

type FileChoice = {
  /** Names the dialog; what the button says. */
  label: string;
  /** Endings and media types, as the `accept` of HTML; none: any file. */
  accept?: string;
  multiple?: boolean;
  /** A whole folder, with what is in it. */
  folder?: boolean;
  /** What the window opens in place of the browser’s dialog. */
  instead?: (() => void) | undefined;
  /** Told of no file too, when a chosen folder is empty. */
  onChosen: (files: readonly File[]) => void;
};

/** Files of this device. What opens the dialog calls `choose`; `input` stands somewhere beside it, unseen. */
export function useFileChooser({
  label,
  accept,
  multiple = false,
  folder = false,
  instead,
  onChosen,
}: FileChoice): { choose: () => void; input: ReactNode } {
  const ref = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={ref}
      type="file"
      hidden
      tabIndex={-1}
      aria-label={label}
      accept={accept}
      multiple={multiple || folder}
      {...(folder ? { webkitdirectory: '' } : {})}
      onChange={event => {
        const files = [...(event.target.files ?? [])];
        event.target.value = ''; // the same ones can be chosen again
        onChosen(files);
      }}
    />
  );
  return { choose: () => (instead ? instead() : ref.current?.click()), input };
}

type FileChooserProps = FileChoice &
  Pick<ButtonProps, 'disabled' | 'startIcon' | 'sx' | 'variant'> & { ref?: Ref<HTMLButtonElement> };

/** The button that asks for files of this device. */
export function FileChooser({
  label,
  accept,
  multiple,
  folder,
  instead,
  onChosen,
  ...button
}: FileChooserProps) {
  const { choose, input } = useFileChooser({
    label,
    onChosen,
    instead,
    ...(accept === undefined ? {} : { accept }),
    ...(multiple === undefined ? {} : { multiple }),
    ...(folder === undefined ? {} : { folder }),
  });
  return (
    <>
      <Button {...button} onClick={choose}>
        {label}
      </Button>
      {input}
    </>
  );
}
