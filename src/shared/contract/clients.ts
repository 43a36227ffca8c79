import { z } from 'zod';
import { empty, id, instant } from './vocabulary.ts';
import { administrators, everyone, route } from './route.ts';

const name = z.string().trim().min(1).max(120);
const optionalText = z.string().trim().max(200).nullable();

export const client = z.object({
  id,
  name: z.string(),
  domain: z.string().nullable(),
  contactName: z.string().nullable(),
  contactEmail: z.string().nullable(),
  contactPhone: z.string().nullable(),
  monthlyQuota: z.number().int().nullable(),
  active: z.boolean(),
  chatbotCount: z.number().int(),
  documentCount: z.number().int(),
  createdAt: instant,
  updatedAt: instant,
});
export type Client = z.infer<typeof client>;

const clientFields = z
  .object({
    name,
    domain: optionalText.optional(),
    contactName: optionalText.optional(),
    contactEmail: z.email().nullable().optional(),
    contactPhone: optionalText.optional(),
    monthlyQuota: z.number().int().min(0).nullable().optional(),
    active: z.boolean().optional(),
  })
  .strict();

export const clients = {
  list: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/clients',
    summary: 'Clients the caller may see',
    tag: 'Clients',
  })
    .input(empty)
    .output(z.array(client)),

  create: route({
    access: administrators,
    method: 'POST',
    path: '/clients',
    summary: 'Create a client',
    tag: 'Clients',
    successStatus: 201,
  })
    .input(clientFields)
    .output(client),

  get: route({
    access: [...everyone, 'key:read'],
    method: 'GET',
    path: '/clients/{id}',
    summary: 'One client',
    tag: 'Clients',
  })
    .input(z.object({ id }).strict())
    .output(client),

  update: route({
    access: administrators,
    method: 'PUT',
    path: '/clients/{id}',
    summary: 'Change a client',
    tag: 'Clients',
  })
    .input(clientFields.partial().extend({ id }).strict())
    .output(client),
};
