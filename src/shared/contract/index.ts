import { auth } from './auth.ts';
import { chatbots } from './chatbots.ts';
import { clients } from './clients.ts';
import { conversations } from './conversations.ts';
import { documents } from './documents.ts';
import { models } from './models.ts';
import { network } from './network.ts';
import { jobs, system } from './operations.ts';
import { search } from './search.ts';
import { visitor } from './visitor.ts';
import { widgets } from './widgets.ts';

/** Every operation of Foyer: the window, the browser, REST programs and the command line call these and no other. */
export const contract = {
  auth,
  clients,
  chatbots,
  documents,
  search,
  conversations,
  models,
  jobs,
  system,
  network,
  widgets,
  visitor,
};

export type Contract = typeof contract;
