/** Words of the interface. The command line and the desktop shell load their own files. */
export { chat } from './chat.ts';
export { chatbots } from './chatbots.ts';
export { common } from './common.ts';
export { conversations } from './conversations.ts';
export { documents } from './documents.ts';
export { errors } from './errors.ts';
export { firstRun } from './first-run.ts';
export { help } from './help.ts';
export { home } from './home.ts';
export { knowledge } from './knowledge.ts';
export { models } from './models.ts';
export { network } from './network.ts';
export { settings } from './settings.ts';
export { shell } from './shell.ts';
export { signIn } from './sign-in.ts';
