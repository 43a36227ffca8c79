import { auth } from './auth.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { conversations } from './conversations.ts';
import { documents } from './documents.ts';
import { mail } from './mail.ts';
import { models } from './models.ts';
import { jobs, system } from './operations.ts';
import { people } from './people.ts';
import { search } from './search.ts';

/** Every operation of Foyer: the window, the browser, REST programs and the command line call these and no other. */
export const contract = {
  auth,
  people,
  clients,
  chatbots,
  documents,
  search,
  conversations,
  models,
  mail,
  jobs,
  system,
};

export type Contract = typeof contract;
