export { createMail, type Mailing } from './part.ts';
