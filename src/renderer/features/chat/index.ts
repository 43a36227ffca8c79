export { MessageList, MessageScroller } from './message-list.tsx';
export { useAnsweringModels } from './model-choice.ts';
export { type ShownSource, sourceShown } from './shown-source.ts';
export { SourceDialog } from './source-dialog.tsx';
export { RemoveThread, RenameThread } from './thread-dialogs.tsx';
