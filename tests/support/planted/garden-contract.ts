import { z } from 'zod';
import { editors, route } from '#shared/contract/route.ts';
import { id, instant } from '#shared/contract/vocabulary.ts';

const sprout = z.object({ id, clientId: id, title: z.string(), tended: z.boolean(), createdAt: instant });

/** The routes of what grows sprouts under a name. */
export function gardenContract(name: string, tag: string) {
  return {
    add: route({
      access: [...editors, 'key:write'],
      method: 'POST',
      path: `/${name}/sprouts`,
      summary: 'Sow',
      tag,
      successStatus: 201,
    })
      .input(z.object({ clientId: id, title: z.string().min(1).max(80) }).strict())
      .output(sprout),

    list: route({
      access: [...editors, 'key:read'],
      method: 'GET',
      path: `/${name}/sprouts`,
      summary: 'What grows, and how much was sown today',
      tag,
    })
      .input(z.object({ clientId: id }).strict())
      .output(z.object({ items: z.array(sprout), sownToday: z.number().int() })),
  };
}

export type GardenContract = ReturnType<typeof gardenContract>;
