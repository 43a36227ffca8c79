export { useAppearanceEdits } from './appearance/use-appearance-edits.ts';
export { AppearanceTab, DeployTab, VisitorsTab, WidgetPreview } from './tabs.ts';
export { VisitorsOfClient } from './visitors/visitors-of-client.tsx';
