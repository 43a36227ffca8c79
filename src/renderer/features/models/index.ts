export { ModelWays } from './inside-models.tsx';
export { RecommendedModels } from './recommended-models.tsx';
