import { administrators } from '#shared/contract/route.ts';
import { notificationKind, type EventOf, type ModelService } from '../../../api.ts';
import { SPENDING_NEARLY_REACHED, SPENDING_REACHED } from '../events.ts';
import { ALL } from './store.ts';

type Told = EventOf<typeof SPENDING_REACHED | typeof SPENDING_NEARLY_REACHED>;

/** What those who administer are told of what models outside cost. */
export function spendingNotifications(models: Pick<ModelService, 'list'>) {
  const shared = {
    icon: 'warning',
    leadsTo: () => ({ page: 'models' }) as const,
    for: { roles: administrators },
    about: ({ subjectId }: Told) => ({
      clientId: null,
      subject: { kind: 'spending', id: subjectId },
      payload: {},
    }),
    usual: { app: true, desktop: false, mail: true },
    titleOf: (_scope: unknown, id: string) =>
      id === ALL
        ? { fr: 'Modèles en ligne', en: 'Online models' }
        : (models.list().find(model => model.id === id)?.name ?? null),
  } as const;
  return [
    notificationKind({
      ...shared,
      name: 'spending.nearly_reached',
      called: { fr: 'Le plafond de dépense est presque atteint', en: 'The spending cap is nearly reached' },
      hint: {
        fr: 'Les modèles en ligne ont coûté 80 % de ce qui est permis ce mois-ci.',
        en: 'Online models have cost 80% of what they may this month.',
      },
      to: [SPENDING_NEARLY_REACHED],
    }),
    notificationKind({
      ...shared,
      name: 'spending.reached',
      called: { fr: 'Le plafond de dépense est atteint', en: 'The spending cap is reached' },
      hint: {
        fr: 'Les modèles en ligne ne sont plus interrogés ce mois-ci ; les autres, les citations et la recherche par les mots continuent.',
        en: 'Online models are asked no more this month; the others, quotations and search by words go on.',
      },
      to: [SPENDING_REACHED],
    }),
  ];
}
