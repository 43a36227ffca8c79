export { createToolService } from './service.ts';
export { defineTool, type Tool } from './tool.ts';
