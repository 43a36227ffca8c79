import { z } from 'zod';
import { switchableNames } from '../../modules/index.ts';
import { administrators, everyone, route } from './route.ts';
import { id } from './vocabulary.ts';

const tag = 'Modules';

/** A module that can be switched, and whether it is on for a client. */
export const clientModule = z.object({ name: z.enum(switchableNames), enabled: z.boolean() });
export type ClientModule = z.infer<typeof clientModule>;

export const modules = {
  list: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/modules',
    summary: 'The modules, and whether each is on for a client',
    tag,
  })
    .input(z.object({ clientId: id }).strict())
    .output(z.array(clientModule)),

  /** Off: its routes read as absent for the client, its data stays. */
  switch: route({
    access: administrators,
    method: 'PUT',
    path: '/modules/{name}',
    summary: 'Switch a module on or off for a client; what it keeps stays',
    tag,
  })
    .input(z.object({ clientId: id, name: z.enum(switchableNames), enabled: z.boolean() }).strict())
    .output(clientModule),
};
