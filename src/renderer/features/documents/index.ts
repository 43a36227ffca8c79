export { DocumentSheet } from './document-sheet.tsx';
export { DocumentState, useDocumentStateWords } from './document-state.tsx';
export { fullName, isNamedApart } from './full-name.ts';
export { PageTurner } from './page-turner.tsx';
export { placesInAddress } from './place-address.ts';
export { PlaceStepper } from './place-stepper.tsx';
export { RenameDialog } from './rename-dialog.tsx';
export { sheetStyle } from './sheet-style.ts';
export { useWarningWords } from './warning-words.ts';
