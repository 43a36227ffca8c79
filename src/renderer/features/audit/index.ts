export { ClientActivity } from './client-activity.tsx';
