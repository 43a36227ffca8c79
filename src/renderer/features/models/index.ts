export { RecommendedModels } from './recommended-models.tsx';
