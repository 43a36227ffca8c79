export { DocumentTable, newestDocuments } from './document-table.tsx';
export { DropZone } from './drop-zone.tsx';
export { filesUnder } from './dropped-files.ts';
export { AddButtons } from './add-buttons.tsx';
export { useForWhom } from './for-whom.tsx';
export { SameNameQuestion } from './same-name-question.tsx';
export { UploadList } from './upload-list.tsx';
export { useAddDocuments, useDuplicateToast } from './use-add-documents.ts';
