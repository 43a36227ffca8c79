export { COST_PARTS } from './cost-parts.ts';
export { defineMetric, type Metric } from './metric.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { createMetricStore } from './store.ts';
