export { DocumentTags } from './document-tags.tsx';
export { GiveTags } from './give-dialog.tsx';
export { TagChips } from './tag-chips.tsx';
export { tagChip, TagField } from './tag-field.tsx';
export { useTags } from './use-tags.ts';
